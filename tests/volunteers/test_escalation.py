"""Nobody waits without somebody being told (VOL-19, VOL-42)."""

from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.access.models import Handover
from foundation.documents.seeding import seed_templates
from foundation.notices import planning
from foundation.notices.models import Notice
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers.desk import Desk
from volunteers.escalation import moment, overdue, told_sentence
from volunteers.models import CareStep, Pause, ReferenceLetter, Step, Volunteer
from volunteers.reasons import explain
from volunteers.waiting import waiting

OSLO = ZoneInfo("Europe/Oslo")
FRIDAY = datetime(2026, 11, 20, 15, tzinfo=OSLO)


def at(day: int, hour: int = 15, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=OSLO)


def late_step(cast: Cast, code: str = Step.INTERESTED, due_at: datetime = FRIDAY) -> CareStep:
    return people.interested(cast, "ingrid").open_step(code, due_at=due_at)


def promised(now: datetime) -> list[tuple[str, str, datetime]]:
    return [(one.to.first_name, one.kind, one.due_at.astimezone(OSLO)) for one in overdue(now)]


def test_contact_deputy_and_coordinator_are_told_one_after_the_other(here: Cast) -> None:
    late_step(here)
    assert promised(at(23)) == [
        ("Kari", "enquiry_overdue_contact", at(20, 15)),
        ("Jonas", "enquiry_overdue_deputy", at(23, 8)),
        ("Marit", "enquiry_overdue_coordinator", at(24, 8)),
    ]


def test_a_call_goes_the_same_way_in_its_own_words(here: Cast) -> None:
    late_step(here, Step.FOLLOW_UP)
    kinds = [kind for _name, kind, _at in promised(at(23))]
    assert kinds == ["followup_overdue", "followup_overdue_deputy", "followup_overdue_coordinator"]


@pytest.mark.parametrize("code", [Step.GUIDANCE, Step.FIRST_MEETING, Step.FIRST_ASSIGNMENT, Step.ENDING])
def test_whatever_somebody_waits_for_is_escalated(here: Cast, code: str) -> None:
    late_step(here, code)
    kinds = [kind for _name, kind, _at in promised(at(23))]
    assert kinds == ["step_overdue", "step_overdue_deputy", "step_overdue_coordinator"]


@pytest.mark.parametrize("code", [Step.TRAINING, Step.GATHERING])
def test_what_the_municipality_invites_to_is_nobodys_neglect(here: Cast, code: str) -> None:
    late_step(here, code)
    assert promised(at(23)) == []


def test_a_reference_letter_that_somebody_waits_for_is_escalated(here: Cast) -> None:
    letter = ReferenceLetter.ask(people.going(here, "gunnar"), by=here.gunnar)
    ReferenceLetter.objects.filter(pk=letter.pk).update(due_at=FRIDAY)
    assert [name for name, _kind, _at in promised(at(23))] == ["Kari", "Jonas", "Marit"]


@pytest.mark.parametrize(
    ("due", "days", "expected"),
    [
        (at(20), 1, at(23, 8)),  # over the weekend
        (at(20), 0, at(20, 15)),  # at once
        (at(31, month=3, year=2027), 0, at(31, month=3, year=2027)),
        (at(24, month=3, year=2027), 1, at(30, 8, month=3, year=2027)),  # Easter: Thursday 25 to Monday 29
        (at(30, month=4, year=2027), 1, at(3, 8, month=5, year=2027)),  # 1 May is a Saturday
        (at(14, month=5, year=2027), 1, at(18, 8, month=5, year=2027)),  # 17 May is a Monday, Whit Monday too
        (at(23, month=12), 1, at(24, 8, month=12)),
        (at(24, month=12), 1, at(28, 8, month=12)),
    ],
)
def test_levels_are_working_mornings(due: datetime, days: int, expected: datetime) -> None:
    assert moment(due, days) == expected


def test_eight_in_the_morning_is_eight_on_the_wall_when_summer_time_begins_and_ends() -> None:
    spring, autumn = moment(at(26, month=3, year=2027), 2), moment(at(30, month=10, year=2026), 1)
    assert timezone.localtime(spring).hour == timezone.localtime(autumn).hour == 8
    assert (moment(at(23, month=10), 1).utcoffset(), moment(at(23, month=10), 1)) == (
        at(26, 8, month=10).utcoffset(),
        at(26, 8, month=10),
    )


def test_the_municipality_chooses_how_long_to_wait(here: Cast) -> None:
    choose("deputy_after_days", 3)
    choose("coordinator_after_days", 5)
    late_step(here)
    assert [when for _name, _kind, when in promised(at(23))] == [at(20, 15), at(25, 8), at(27, 8)]


def test_nobody_is_told_the_same_twice(here: Cast) -> None:
    """Jonas has taken over from Kari, and is her deputy too."""
    appointment = here.kari.appointments.get()
    Handover(appointment=appointment, to=here.jonas, starts_on=timezone.localdate()).make(by=here.kari)
    late_step(here)
    assert [name for name, _kind, _at in promised(timezone.now())] == ["Jonas", "Marit"]


def test_without_a_contact_the_coordinator_is_told_first(here: Cast) -> None:
    people.interested(here, "ingrid", at="elvebredden").open_step(Step.INTERESTED, due_at=FRIDAY)
    here.eirik.appointments.get().end(by=here.marit, on=timezone.localdate().replace(year=2025))
    assert [name for name, _kind, _at in promised(at(23))] == ["Marit"]


def test_done_dropped_and_closed_are_not_escalated(here: Cast) -> None:
    done, dropped, closed = (late_step_of(here, key) for key in ("ingrid", "oddvar", "gunnar"))
    done.finish(by=here.kari)
    dropped.drop()
    closed.volunteer.close("not_relevant", timezone.localdate())
    assert promised(at(23)) == []


def late_step_of(cast: Cast, key: str) -> CareStep:
    return people.interested(cast, key).open_step(Step.INTERESTED, due_at=FRIDAY)


def test_a_pause_lets_the_call_wait_but_not_a_wish_for_guidance(here: Cast) -> None:
    volunteer = people.started(here, "ingrid")
    volunteer.open_step(Step.FOLLOW_UP, due_at=FRIDAY)
    volunteer.open_step(Step.GUIDANCE, due_at=FRIDAY)
    Pause.begin(volunteer, until=None, by=here.ingrid)
    kinds = {kind for _name, kind, _at in promised(timezone.now())}
    assert kinds == {"step_overdue", "step_overdue_deputy", "step_overdue_coordinator"}


def test_the_same_number_of_queries_for_one_and_for_many_who_wait(
    here: Cast, django_assert_num_queries: object
) -> None:
    late_step_of(here, "ingrid")
    list(overdue(at(23)))  # settings are remembered some seconds
    with CaptureQueriesContext(connection) as alone:
        list(overdue(at(23)))
    for key in ("oddvar", "gunnar", "solveig"):
        late_step_of(here, key)
    with django_assert_num_queries(len(alone)):
        assert len(list(overdue(at(23)))) == 4 * 3


# The job itself


def test_the_round_promises_and_a_deed_takes_it_back(here: Cast) -> None:
    step = late_step(here, due_at=timezone.now() + timedelta(hours=3))
    planning.plan(here.elvebyen.pk)
    assert set(Notice.objects.of(step).values_list("state", flat=True)) == {"pending"}
    step.finish(by=here.kari)
    assert set(Notice.objects.of(step).values_list("state", flat=True)) == {"cancelled"}
    planning.plan(here.elvebyen.pk)
    assert set(Notice.objects.of(step).values_list("state", flat=True)) == {"cancelled"}


def test_a_moved_deadline_is_another_occasion(here: Cast) -> None:
    step = late_step(here, due_at=timezone.now() + timedelta(hours=3))
    planning.plan(here.elvebyen.pk)
    step.volunteer.open_step(Step.INTERESTED, due_at=timezone.now() + timedelta(hours=30))
    planning.plan(here.elvebyen.pk)
    pending = Notice.objects.of(step).pending().filter(person=here.kari, channel="email")
    assert [notice.due_at > timezone.now() + timedelta(hours=29) for notice in pending] == [True]


def test_the_row_says_who_was_told_last_and_when(here: Cast, django_assert_num_queries: object) -> None:
    waiting, other = late_step_of(here, "ingrid"), late_step_of(here, "oddvar")
    yesterday = timezone.now() - timedelta(days=1)
    people.sent_to(here.kari, waiting, "enquiry_overdue_contact", yesterday)
    people.sent_to(here.jonas, waiting, "enquiry_overdue_deputy", yesterday)
    with django_assert_num_queries(1):
        explained = explain([waiting, other], timezone.now())
    assert [told_sentence(step.reason) for step in explained] == ["Jonas fikk beskjed i går.", ""]


# Taking over


def test_whoever_takes_over_an_enquiry_tells_the_person_that_they_are_not_forgotten(here: Cast) -> None:
    step = late_step(here)
    planning.plan(here.elvebyen.pk, now=at(24, 9))
    answer = here.client_for("marit").post(f"/steg/{step.pk}/overtakelse/")
    step.refresh_from_db()
    assert (answer.status_code, step.owner(timezone.localdate())) == (303, here.marit)
    assert step.due_at > timezone.now()
    told_person = Notice.objects.get(kind="enquiry_taken_over")
    assert (told_person.person, told_person.fields["contact.name"]) == (here.ingrid, "Marit Haugland")


def test_whoever_took_over_may_do_it(here: Cast) -> None:
    step = late_step(here, Step.FOLLOW_UP)
    marit = here.client_for("marit")
    page = f"/frivillige/{step.volunteer_id}/oppfolging/"
    assert marit.get(page).status_code == 403
    marit.post(f"/steg/{step.pk}/overtakelse/")
    assert marit.get(page).status_code == 200
    assert marit.post(f"{page}snakket/").status_code == 303
    assert marit.get(page).status_code == 403


def test_a_step_of_somebody_who_has_left_goes_back_to_the_contact(here: Cast) -> None:
    step = late_step(here)
    step.take_over(here.eirik, due_at=FRIDAY)
    here.eirik.appointments.get().end(by=here.marit, on=timezone.localdate() - timedelta(days=1))
    assert step.owner(timezone.localdate()) == here.kari


def test_a_step_goes_with_the_volunteer_when_another_place_takes_over(here: Cast) -> None:
    """Jonas stood in at Solsiden. At Elvebredden it is Eirik's, whoever had it before."""
    step = late_step(here, Step.FIRST_MEETING)
    step.take_over(here.jonas, due_at=timezone.now() + timedelta(days=1))
    assert step.owner(timezone.localdate()) == here.jonas
    Volunteer.objects.filter(pk=step.volunteer_id).update(workplace=here.elvebredden)
    moved = CareStep.objects.with_people().get()
    assert moved.owner(timezone.localdate()) == here.eirik
    assert Desk.of(timezone.localdate()).owner(moved) == here.eirik
    assert f"step:{step.pk}" in [row.key for row in waiting(here.member("eirik"), timezone.now())]


def test_whoever_no_longer_stands_in_has_nothing_left_there(here: Cast) -> None:
    step = late_step(here)
    step.take_over(here.jonas, due_at=timezone.now() + timedelta(days=1))
    here.kari.appointments.get().change(by=here.marit, deputy=None)
    assert CareStep.objects.with_people().get().owner(timezone.localdate()) == here.kari


@pytest.mark.parametrize(("who", "status"), [("berit", 403), ("anne", 403), ("solrun", 404), ("jonas", 303)])
def test_who_may_take_over(here: Cast, who: str, status: int) -> None:
    step = late_step(here)
    assert here.client_for(who).post(f"/steg/{step.pk}/overtakelse/").status_code == status
    step.refresh_from_db()
    assert (step.responsible == here.jonas) is (who == "jonas")


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_it_and_a_deed_in_time_stops_it(cast: Cast, settings: object) -> None:
    """The tick's own jobs, against the real database: promised, sent, told; and not for what is done."""
    from django.core import mail

    from foundation.notices import tasks

    seed_templates(cast.elvebyen)
    with cast.at("kari"):
        waits = people.interested(cast, "ingrid").open_step(
            Step.FOLLOW_UP, due_at=timezone.now() - timedelta(hours=1)
        )
        done = people.interested(cast, "gunnar").open_step(
            Step.FOLLOW_UP, due_at=timezone.now() - timedelta(hours=1)
        )
    tasks.plan(str(cast.elvebyen.pk))
    with cast.at("kari"):
        done.finish(by=cast.kari)
    tasks.drain(str(cast.elvebyen.pk))
    with cast.at("kari"):
        of_the_week = Notice.objects.filter(kind__startswith="digest_").values_list("message_id", flat=True)
        week = {str(one) for one in of_the_week}  # on a Monday morning it comes too
    sent = [one for one in mail.outbox if one.extra_headers["Message-ID"][1:].partition("@")[0] not in week]
    assert [letter.subject for letter in sent] == ["Ingrid har ikke hørt fra deg ennå"]
    assert [parseaddr(letter.to[0])[1] for letter in sent] == ["kari@elvebyen.example"]
    with cast.at("kari"):
        assert set(Notice.objects.of(done).values_list("state", flat=True)) == {"cancelled"}
        sent_rows = Notice.objects.of(waits).filter(state="sent").values_list("channel", flat=True)
        assert set(sent_rows) == {"email", "in_app"}
