"""A visitor who has chosen English sees no Norwegian on the way in, but names (SYS-06)."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from foundation.notices.models import Notice
from foundation.people.models import District, Person, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.house.languages import astray
from tests.volunteers.meetings import PROPOSAL
from volunteers.models import Activity, Enquiry, Volunteer

pytestmark = pytest.mark.usefixtures("tuesday", "menu", "written")
NORWEGIAN = re.compile(r"[æøåÆØÅ]")
NAMES = ["Bokmål", "Kafé Saga", "Avdeling 2"]


@pytest.fixture
def written(cast: Cast, menu: dict[str, Activity]) -> None:
    """What the municipality has written itself, in both languages."""
    titles = {"coffee": "Coffee visit", "chess": "Chess", "walk": "The Tuesday walk", "song": "Friday song"}
    with enter(cast.elvebyen):
        for key, title in titles.items():
            menu[key].time_text = "når det passer for begge"
            menu[key].in_languages = {"en": {"title": title, "time_text": "when it suits you both"}}
            menu[key].save()
        for place in Workplace.objects.all():
            place.public_text, place.core_values = "Her er det godt å være.", "nærhet og ro"
            ours = {"public_text": "This is a good place to be.", "core_values": "closeness and calm"}
            place.in_languages = {"en": ours}
            place.save()


def norwegian(page: str, cast: Cast) -> set[str]:
    """Words of a page that are Norwegian, names left out."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    with enter(cast.elvebyen):
        rows = [*Person.objects.all(), *Workplace.objects.all(), *District.objects.all()]
    towns = [name for town in Municipality.objects.all() for name in (town.name, town.place)]
    for name in sorted([*NAMES, *towns, *map(str, rows)], key=len, reverse=True):
        text = text.replace(name, " ")
    return astray(text, "en") | {word for word in text.split() if NORWEGIAN.search(word)}


@pytest.fixture
def clean(cast: Cast, visitor: Client) -> Callable[..., str]:
    """Open a page, look at every word, and give it back."""

    def look(url: str, data: dict[str, object] | None = None) -> str:
        answer = visitor.get(url) if data is None else visitor.post(url, data, follow=True)
        assert '<html lang="en"' in answer.text
        assert norwegian(answer.text, cast) == set(), url
        return answer.text

    return look


def test_the_eye_sees_norwegian_where_there_is_some(cast: Cast) -> None:
    page = cast.visitor().get(reverse("portal")).text
    assert norwegian(page, cast) >= {"når", "du"}


def test_the_portal_the_menu_and_the_places(clean: Callable[..., str], cast: Cast) -> None:
    assert "The Tuesday walk" in clean(reverse("activities"))
    clean(reverse("portal"))
    clean(reverse("activities") + "?interest=music&time=daytime")
    page = clean(reverse("portal_workplace", args=[cast.solsiden.pk]))
    assert "This is a good place to be." in page
    assert "Closeness and calm" in page


def test_the_form_its_errors_its_thanks_and_the_correction(clean: Callable[..., str], cast: Cast) -> None:
    url = reverse("interest")
    clean(f"{url}?place={cast.solsiden.pk}")
    assert "Almost there" in clean(url, {"name": "", "phone": "123"})
    sent = {"name": "Ingrid Solheim", "phone": "90012345", "place": str(cast.solsiden.pk), "consent": "1"}
    assert "Thank you, Ingrid" in clean(url, sent)
    with enter(cast.elvebyen):
        enquiry = Enquiry.objects.get()
        assert enquiry.volunteer.person.language == "en"
        secret = enquiry.make_link()
    clean(reverse("interest_thanks", args=[secret]))
    clean(reverse("interest_correction", args=[secret]))


def test_the_answer_to_an_invitation(
    clean: Callable[..., str], cast: Cast, enquire: Callable[..., Volunteer]
) -> None:
    volunteer = enquire(phone="+4790012345")
    cast.client_for("kari").post(reverse("first_meeting_proposal", args=[volunteer.pk]), PROPOSAL)
    with enter(cast.elvebyen):
        url = Notice.objects.filter(kind="meeting_proposed", person=volunteer.person).latest("pk").url
    clean(url)


def test_what_is_not_there_and_the_log_in(clean: Callable[..., str]) -> None:
    clean("/finnes-ikke/")
    clean(reverse("account_login"))


def test_what_is_written_in_one_language_only_is_shown_as_it_stands(cast: Cast, visitor: Client) -> None:
    with enter(cast.elvebyen):
        Workplace.objects.update(in_languages={})
    page = visitor.get(reverse("portal_workplace", args=[cast.solsiden.pk])).text
    assert "Her er det godt å være." in page
