"""What could be told of a recipient: their wish in plain sentences, for the contact to choose from and put right (PRI-01)."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.pages.templatetags.samspill import and_list
from volunteers import tags, week
from volunteers.matching.models import Match, MatchRelease, Recipient
from volunteers.models import ActivityType

Field = MatchRelease.Field


def told(match: Match) -> dict[str, str]:
    """What the volunteer is told now."""
    return dict(MatchRelease.objects.open().filter(match=match).values_list("field", "text"))


def could_be_told(recipient: Recipient) -> dict[str, str]:
    """To begin from. What one needs to know is never proposed: it is told by somebody who knows them."""
    words = facts(recipient)
    where = recipient.department or recipient.workplace.name
    return {
        Field.NAME: recipient.name,
        Field.PLACE: _("At home") if recipient.living_at == Recipient.Living.HOME else str(where),
        Field.INTERESTS: words["interests"],
        Field.LANGUAGES: words["languages"],
        Field.TIMES: words["week"],
        Field.WISHES: recipient.wishes,
    }


def facts(recipient: Recipient) -> dict[str, str]:
    """The tags of a recipient in words."""
    language = get_language() or tags.FALLBACK
    return {
        "interests": tags.in_words("interests", recipient.interests, language),
        "languages": tags.in_words("languages", recipient.languages, language),
        "week": ", ".join(week.in_words(recipient.week)),
    }


def kinds_of(recipient: Recipient, kinds: list[ActivityType]) -> str:
    return and_list([str(kind) for kind in kinds if kind.code in recipient.kinds])
