"""Each chooses how messages come; the outbox asks when it promises, and once more when it sends."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.notices import drain as draining
from foundation.notices.choices import choose
from foundation.notices.clock import database_now
from foundation.notices.drain import drain
from foundation.notices.groups import GROUPS
from foundation.notices.hours import quiet_until
from foundation.notices.kinds import kinds
from foundation.notices.models import Choice, DueMark, Notice
from foundation.notices.outbox import notify
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast

PAGE = "/konto/varsler/"
FIELDS = {
    "course": {"title": "Introduksjonskurs", "short_title": "introkurs"},
    "day": date(2026, 11, 26),
    "time": time(14),
    "document": {"title": "Attest"},
    "certificate": {"title": "Kursbevis"},
}


def oslo(day: int, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(date(2026, 11, day), time(hour, minute)))


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Tomorrow at noon for the drain, so that no quiet hour and no gathering is near."""
    noon = timezone.localtime(database_now() + timedelta(days=1)).replace(hour=12, minute=0, second=0)
    monkeypatch.setattr(draining, "database_now", lambda: noon)
    return noon


def chosen(cast: Cast, hours: tuple[int, int] | None = None, to: str = "ingrid", **ways: str) -> None:
    with cast.at(to):
        choose(cast.all[to], ways, hours, by=cast.all[to])


def promised(cast: Cast, kind: str, key: str = "1", to: str = "ingrid") -> list[str]:
    with cast.at(to):
        return [one.channel for one in notify(cast.all[to], kind, FIELDS, "/kurs/1/", key=key)]


def states(cast: Cast) -> dict[str, str]:
    with enter(cast.elvebyen):
        return dict(Notice.objects.values_list("channel", "state"))


def test_every_kind_belongs_to_a_group_and_every_group_has_kinds() -> None:
    assert {kind.group.code for kind in kinds().values()} == set(GROUPS)


@pytest.mark.parametrize(
    ("way", "channels"),
    [("", ["email"]), ("sms", ["sms"]), ("in_app", ["in_app"]), ("daily", ["email"]), ("email", ["email"])],
)
def test_what_is_promised_comes_the_way_that_was_chosen(cast: Cast, way: str, channels: list[str]) -> None:
    chosen(cast, reminders=way)
    assert promised(cast, "course_reminder") == channels


def test_a_choice_is_the_persons_own_and_of_one_group_only(cast: Cast) -> None:
    chosen(cast, reminders="in_app")
    assert promised(cast, "course_reminder", to="solveig") == ["email"]
    assert promised(cast, "certificate_ready") == ["email", "in_app"]


def test_what_is_necessary_comes_whatever_is_written_in_the_form(cast: Cast) -> None:
    chosen(cast, meetings="in_app", reminders="in_app")
    with enter(cast.elvebyen):
        assert list(Choice.objects.values_list("group", flat=True)) == ["reminders"]
        Choice.objects.create(
            person=cast.ingrid, group="meetings", way="in_app"
        )  # as if written past the verb
    assert promised(cast, "course_moved") == ["email"]


def test_a_choice_made_after_the_promise_holds_when_it_is_sent(cast: Cast, day: datetime) -> None:
    promised(cast, "course_reminder")
    chosen(cast, reminders="in_app")
    drain(cast.elvebyen.pk)
    assert (states(cast), mail.outbox) == ({"in_app": "sent"}, [])


def test_what_stands_on_the_page_already_is_not_put_there_twice(cast: Cast, day: datetime) -> None:
    assert promised(cast, "certificate_ready") == ["email", "in_app"]
    chosen(cast, ready="in_app")
    drain(cast.elvebyen.pk)
    assert (states(cast), mail.outbox) == ({"email": "cancelled", "in_app": "sent"}, [])


def test_mail_becomes_a_text_message_for_whoever_chose_that_meanwhile(cast: Cast, day: datetime) -> None:
    promised(cast, "course_reminder")
    chosen(cast, reminders="sms")
    drain(cast.elvebyen.pk)
    assert mail.outbox[0].to == [f"{str(cast.ingrid.phone)[1:]}@sms.invalid"]


@pytest.mark.parametrize(
    ("clock", "until"),
    [((21, 30), (1, 7)), ((6, 59), (0, 7)), ((7, 0), None), ((20, 59), None)],
)
def test_own_quiet_hours_hold_for_mail_too(
    cast: Cast, clock: tuple[int, int], until: tuple[int, int] | None
) -> None:
    chosen(cast, hours=(21, 7))
    now = oslo(20, *clock)
    with enter(cast.elvebyen):
        notice = Notice(kind="course_reminder", channel="email", person=cast.ingrid)
        waits = quiet_until(notice, now)
    assert waits == (until and oslo(20 + until[0], until[1]))


@pytest.mark.parametrize("kind", ["login_code", "password_reset", "course_confirmed", "security_new_device"])
def test_nobody_waits_till_morning_for_what_they_asked_for(cast: Cast, kind: str) -> None:
    chosen(cast, hours=(21, 7))
    night = oslo(20, 3)
    with enter(cast.elvebyen):
        assert quiet_until(Notice(kind=kind, channel="email", person=cast.ingrid), night) is None
        reminder = Notice(kind="course_reminder", channel="email", person=cast.ingrid)
        assert quiet_until(reminder, night) is not None


def test_who_wants_no_quiet_gets_text_messages_at_night(cast: Cast) -> None:
    night = oslo(20, 3)
    with enter(cast.elvebyen):
        reminder = Notice(kind="course_reminder", channel="sms", person=cast.ingrid)
        assert quiet_until(reminder, night) is not None
    chosen(cast, hours=(0, 0))
    with enter(cast.elvebyen):
        assert quiet_until(reminder, night) is None


def test_what_would_be_too_late_in_the_morning_is_sent_in_the_night(cast: Cast) -> None:
    chosen(cast, hours=(21, 9))
    night = oslo(20, 23)
    with enter(cast.elvebyen):
        late = Notice(kind="day_before", channel="email", person=cast.ingrid)
        late.expires_at = night + timedelta(hours=8)
        assert quiet_until(late, night) is None
        late.expires_at = night + timedelta(hours=11)
        assert quiet_until(late, night) == night + timedelta(hours=10)


@pytest.mark.parametrize("evening", [date(2026, 3, 28), date(2026, 10, 24)], ids=["spring", "autumn"])
@pytest.mark.parametrize("ends", [2, 3, 7])
def test_own_hours_end_by_the_clock_on_the_wall_when_it_is_changed(
    cast: Cast, evening: date, ends: int
) -> None:
    chosen(cast, hours=(22, ends))
    with enter(cast.elvebyen):
        notice = Notice(kind="course_reminder", channel="email", person=cast.ingrid)
        late = timezone.make_aware(datetime.combine(evening, time(23)))
        wakes = quiet_until(notice, late)
        hour = 3 if (evening.month, ends) == (3, 2) else ends  # two o'clock does not exist that night
        assert timezone.localtime(wakes).replace(tzinfo=None) == datetime.combine(
            evening + timedelta(days=1), time(hour)
        )
        assert quiet_until(notice, wakes) is None
        assert quiet_until(notice, wakes - timedelta(minutes=1)) == wakes


def test_the_page_is_saved_and_the_log_tells_what_was_changed(cast: Cast) -> None:
    page = cast.client_for("ingrid").get(PAGE)
    assert page.status_code == 200
    form = {name: field.initial for name, field in page.context["form"].fields.items()}
    assert set(form) == {"reminders", "invitations", "letters", "ready", "quiet", "begins", "ends"}
    answer = cast.client_for("ingrid").post(
        PAGE, form | {"reminders": "daily", "quiet": "own", "begins": 22, "ends": 6}
    )
    assert answer.status_code == 303
    with enter(cast.elvebyen):
        assert list(Choice.objects.values_list("person", "group", "way")) == [
            (cast.ingrid.pk, "reminders", "daily")
        ]
        entry = Entry.objects.get(verb="notices.chosen")
    assert (entry.actor_id, entry.about_id) == (cast.ingrid.pk, cast.ingrid.pk)
    assert entry.changes == {"choices": [{"quiet": []}, {"quiet": [22, 6], "reminders": "daily"}]}


def test_to_save_what_stands_already_is_no_deed(cast: Cast) -> None:
    chosen(cast, reminders="daily")
    with enter(cast.elvebyen):
        assert not choose(cast.ingrid, {"reminders": "daily"}, None, by=cast.ingrid)
        assert Entry.objects.filter(verb="notices.chosen").count() == 1


def test_the_page_says_why_what_is_necessary_cannot_be_switched_off(cast: Cast) -> None:
    of_staff = cast.client_for("kari").get(PAGE).content.decode()
    of_volunteer = cast.client_for("ingrid").get(PAGE).content.decode()
    for group in GROUPS.values():
        shown = (of_staff + of_volunteer).count(f'name="{group.code}"') > 0
        assert shown != group.is_necessary
        assert not group.is_necessary or str(group.why) in of_staff + of_volunteer


@pytest.mark.parametrize("nonsense", [{"reminders": "pigeon"}, {"quiet": "own", "begins": 7, "ends": 7}])
def test_nonsense_is_refused_and_nothing_is_kept(cast: Cast, nonsense: dict) -> None:
    fields = cast.client_for("ingrid").get(PAGE).context["form"].fields
    usual = {name: field.initial for name, field in fields.items()} | {"reminders": "in_app"}
    assert cast.client_for("ingrid").post(PAGE, usual | nonsense).status_code == 422
    with enter(cast.elvebyen):
        assert not Choice.objects.exists()


def test_a_mail_leads_to_the_page_where_one_chooses(cast: Cast, day: datetime) -> None:
    promised(cast, "course_reminder")
    drain(cast.elvebyen.pk)
    assert "/konto/varsler/" in mail.outbox[0].body


def test_a_new_choice_frees_what_waited_for_the_morning(cast: Cast, day: datetime) -> None:
    chosen(cast, ready="daily")
    promised(cast, "certificate_ready")
    drain(cast.elvebyen.pk)
    assert mail.outbox == []
    chosen(cast, ready="")
    assert DueMark.objects.due_in(cast.elvebyen.pk).exists()
    drain(cast.elvebyen.pk)
    assert [letter.subject for letter in mail.outbox] == ["Kursbeviset ditt er klart"]


def test_a_person_on_paper_may_still_choose_mail(cast: Cast) -> None:
    with cast.at("ingrid"):
        Person.objects.filter(pk=cast.ingrid.pk).update(channel="paper")
        cast.ingrid.refresh_from_db()
    assert promised(cast, "course_reminder") == ["spoken"]
    chosen(cast, reminders="email")
    assert promised(cast, "course_reminder") == ["email"]
