"""What people choose about: kinds of messages that belong together, in plain words. Each kind names its group in `texts.yaml`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    code: str
    title: str | Promise
    text: str | Promise
    why: str | Promise = ""  # it always comes, and this is why

    @property
    def is_necessary(self) -> bool:
        return bool(self.why)


SECURITY = "security"
REMINDERS = "reminders"
GROUPS = {
    group.code: group
    for group in (
        Group(
            "waiting",
            _("What waits for you"),
            _("Somebody new has written, a call is due, somebody asks for a chat."),
        ),
        Group(
            "week",
            _("The letter of the week"),
            _("On Monday morning: who waits for you, who comes, and what lies ahead."),
        ),
        Group(
            REMINDERS,
            _("Reminders"),
            _("The day before you come, before a course, when a break is over."),
        ),
        Group(
            "invitations",
            _("Invitations"),
            _("Courses, gatherings, and times that are free."),
        ),
        Group(
            "letters",
            _("News from whoever looks after you"),
            _("What they write to several of you at once."),
        ),
        Group(
            "ready",
            _("Papers that are ready"),
            _("Certificates, reference letters and what you have signed."),
        ),
        Group(
            "meetings",
            _("When we meet, and what is changed"),
            _("New times, and what is cancelled."),
            _("Otherwise somebody could stand before a closed door."),
        ),
        Group(
            "answers",
            _("Answers to what you did"),
            _("That we have your enquiry, that you have a place."),
            _("You wait for them."),
        ),
        Group(
            "signing",
            _("Papers to sign"),
            _("A link to read and sign by."),
            _("Nothing can begin before they are signed."),
        ),
        Group(
            "overdue",
            _("Somebody has waited too long"),
            _("When nobody has answered in time."),
            _("A person waits, and you can help."),
        ),
        Group(
            SECURITY,
            _("Log-in and security"),
            _("Codes, invitations, and when your log-in is changed."),
            _("So that nobody comes in as you without your knowing."),
        ),
    )
}
