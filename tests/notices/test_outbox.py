"""Promising, promising again, taking back. The deed is real; what is sent is looked at in test_letters and test_drain."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.notices.clock import database_now
from foundation.notices.fields import MissingField
from foundation.notices.models import DueMark, Notice
from foundation.notices.outbox import Address, Promise, cancel, notify, notify_all, occasion, silent
from foundation.tenancy.context import NoMunicipality, enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.notices.promises import ATTACHED

DAY, CLOCK = date(2026, 11, 26), time(14)
FIELDS = {"course": {"title": "Introduksjonskurs", "short_title": "introkurs"}, "day": DAY, "time": CLOCK}


def promise(to: Any, kind: str = "course_confirmed", key: str = "course:1", **given: Any) -> list[Notice]:
    return notify(to, kind, FIELDS | given.pop("fields", {}), "/kurs/1/", key=key, **given)


def channels(notices: list[Notice]) -> list[str]:
    return sorted(notice.channel for notice in notices)


def test_one_notice_for_each_way_the_person_has_chosen(cast: Cast, elvebyen: Municipality) -> None:
    assert channels(promise(cast.ingrid)) == ["email", "in_app"]


def test_who_chose_text_messages_gets_those(cast: Cast, elvebyen: Municipality) -> None:
    cast.ingrid.channel = "sms"
    assert channels(promise(cast.ingrid)) == ["in_app", "sms"]


def test_who_chooses_another_way_does_not_get_the_same_again(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid)
    Notice.objects.filter(channel="email").update(state="sent", sent_at=database_now())
    cast.ingrid.channel = "sms"
    assert channels(promise(cast.ingrid)) == ["in_app"]
    assert channels(promise(cast.ingrid, key="course:2")) == ["in_app", "sms"]


def test_a_landline_gets_an_email_instead(cast: Cast, elvebyen: Municipality) -> None:
    cast.ingrid.channel, cast.ingrid.phone = "sms", "+4732261234"
    assert channels(promise(cast.ingrid)) == ["email", "in_app"]


def test_what_is_too_long_for_a_text_message_comes_as_email(cast: Cast, elvebyen: Municipality) -> None:
    cast.ingrid.channel = "sms"
    assert channels(notify(cast.ingrid, "certificate_ready", FIELDS, "/min-side/", key="x")) == [
        "email",
        "in_app",
    ]


def test_who_reads_paper_is_not_written_to_but_told(cast: Cast, elvebyen: Municipality) -> None:
    assert channels(promise(cast.oddvar)) == ["in_app", "spoken"]
    assert channels(promise(cast.oddvar, kind="course_reminder")) == ["spoken"]


def test_somebody_we_know_only_by_address_has_no_page(cast: Cast, elvebyen: Municipality) -> None:
    assert channels(promise(Address("Mina Moe", email="mina@post.example"))) == ["email"]
    assert channels(promise(Address("Mina Moe", phone="900 00 099"), kind="course_reminder")) == ["sms"]


def test_a_number_of_the_demo_can_be_texted(cast: Cast, elvebyen: Municipality) -> None:
    somebody = Address("Tor-Arne Myhre", phone="00 00 00 44")
    assert promise(somebody, kind="course_reminder") == []
    elvebyen.is_demo = True
    elvebyen.save()
    assert channels(promise(somebody, kind="course_reminder")) == ["sms"]


def test_promised_twice_is_promised_once(cast: Cast, elvebyen: Municipality) -> None:
    assert promise(cast.ingrid) == promise(cast.ingrid)
    assert Notice.objects.count() == 2


def test_the_same_key_for_two_people_is_two_messages(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid)
    assert not set(promise(cast.solveig)) & set(promise(cast.ingrid))


def test_what_waits_is_brought_up_to_date(cast: Cast, elvebyen: Municipality) -> None:
    first, *_ = promise(cast.ingrid, due_at=database_now() + timedelta(days=1))
    again, *_ = promise(
        cast.ingrid, due_at=database_now() + timedelta(days=2), fields={"day": date(2026, 11, 27)}
    )
    assert again.pk == first.pk
    assert again.due_at > first.due_at
    assert again.try_at == again.due_at
    assert again.fields["day"] == {"date": "2026-11-27"}
    assert again.message_id != first.message_id


def test_promising_again_without_a_time_does_not_put_it_off(cast: Cast, elvebyen: Municipality) -> None:
    first, *_ = promise(cast.ingrid)
    again, *_ = promise(cast.ingrid)
    assert (again.due_at, again.message_id) == (first.due_at, first.message_id)


def test_what_was_sent_stays_sent(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid)
    Notice.objects.all().sent()
    assert {notice.state for notice in promise(cast.ingrid, due_at=database_now())} == {"sent"}


def test_what_was_taken_back_can_be_promised_again(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid, about=cast.solsiden)
    cancel(cast.solsiden)
    again = promise(cast.ingrid, about=cast.solsiden)
    assert {notice.state for notice in again} == {"pending"}
    assert again[0].fields["day"] == {"date": "2026-11-26"}


def test_cancelling_takes_back_what_is_about_it_and_nothing_else(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid, about=cast.solsiden)
    promise(cast.ingrid, key="course:2", about=cast.hagebyen)
    assert cancel(cast.solsiden) == 2
    assert {notice.about_id for notice in Notice.objects.pending()} == {cast.hagebyen.pk}


def test_cancelling_one_kind_leaves_the_others(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid, about=cast.solsiden)
    promise(cast.ingrid, kind="course_reminder", about=cast.solsiden)
    assert cancel(cast.solsiden, kind="course_reminder") == 1
    assert {notice.kind for notice in Notice.objects.pending()} == {"course_confirmed"}


def test_what_is_cancelled_forgets_what_it_would_have_said(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid, about=cast.solsiden, attachments=[ATTACHED])
    cancel(cast.solsiden)
    assert {(str(n.fields), n.url, str(n.attachments)) for n in Notice.objects.all()} == {("{}", "", "[]")}


def test_a_deed_that_can_be_undone_waits_two_minutes(cast: Cast, elvebyen: Municipality) -> None:
    notice, *_ = promise(cast.ingrid, undo_window=True)
    assert timedelta(seconds=115) < notice.due_at - database_now() <= timedelta(minutes=2)


def test_a_deed_that_is_rolled_back_promised_nothing(cast: Cast, elvebyen: Municipality) -> None:
    with transaction.atomic():
        promise(cast.ingrid)
        transaction.set_rollback(True)
    assert (Notice.objects.count(), DueMark.objects.count()) == (0, 0)


def test_a_mark_is_left_in_the_same_transaction(cast: Cast, elvebyen: Municipality) -> None:
    due = datetime(2027, 1, 4, 9, tzinfo=UTC)
    promise(cast.ingrid, due_at=due)
    promise(cast.ingrid, due_at=due)
    assert list(DueMark.objects.values_list("municipality_id", "due_at")) == [(elvebyen.pk, due)]


def test_one_wake_up_for_many_messages(
    cast: Cast, django_capture_on_commit_callbacks: Callable, broker: list
) -> None:
    with django_capture_on_commit_callbacks(execute=True), enter(cast.elvebyen):
        for person in (cast.ingrid, cast.solveig, cast.gunnar):
            promise(person)
    assert broker == [("notices.drain", (str(cast.elvebyen.pk),))]


def test_nobody_is_woken_for_what_is_due_later(
    cast: Cast, django_capture_on_commit_callbacks: Callable, broker: list
) -> None:
    with django_capture_on_commit_callbacks(execute=True), enter(cast.elvebyen):
        promise(cast.ingrid, undo_window=True)
    assert broker == []


def test_only_what_the_texts_say_is_kept(cast: Cast, elvebyen: Municipality) -> None:
    fields = {"volunteer": cast.ingrid, "workplace": cast.solsiden, "due_day": DAY}
    notice, *_ = notify(cast.kari, "enquiry_to_contact", fields, "/henvendelser/1/", key="x")
    assert {name: value for name, value in notice.fields.items() if value} == {
        "volunteer.first_name": "Ingrid",
        "workplace.name": "Solsiden sykehjem",
        "due_day": {"date": "2026-11-26"},
    }


def test_a_message_that_lacks_a_value_is_refused_when_it_is_promised(
    cast: Cast, elvebyen: Municipality
) -> None:
    with pytest.raises(MissingField, match=r"course_confirmed has no value for course\.title, day"):
        notify(cast.ingrid, "course_confirmed", {"time": CLOCK}, "/kurs/1/", key="x")


@pytest.mark.parametrize("url", ["", "https://evil.example/"])
def test_a_message_with_a_link_needs_a_path_of_ours(cast: Cast, elvebyen: Municipality, url: str) -> None:
    with pytest.raises(ValueError, match="needs a path"):
        notify(cast.ingrid, "course_confirmed", FIELDS, url, key="x")


def test_a_misspelt_kind_is_refused(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(KeyError):
        notify(cast.ingrid, "course_confirmd", FIELDS, "/", key="x")


def test_a_notice_needs_a_key(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(ValueError, match="names its occasion"):
        notify(cast.ingrid, "course_confirmed", FIELDS, "/", key="")


def test_a_moved_time_is_another_occasion() -> None:
    moment = datetime(2026, 11, 26, 14, tzinfo=UTC)
    assert occasion("first_day", "a1", moment) == "first_day:a1:20261126T1400Z"


def test_nothing_is_promised_in_silence(cast: Cast, elvebyen: Municipality) -> None:
    with silent():
        assert promise(cast.ingrid) == []
    assert Notice.objects.count() == 0
    assert len(promise(cast.ingrid)) == 2


def test_the_contact_signs_what_a_volunteer_gets(cast: Cast, elvebyen: Municipality) -> None:
    fields = {"contact": cast.kari, "workplace": cast.solsiden, "document": {"title": "Frivilligavtale"}}
    to_volunteer, *_ = notify(cast.ingrid, "document_to_sign", fields, "/s/1/", key="x")
    assert to_volunteer.fields["sender.name"] == "Kari Nygård"
    assert to_volunteer.fields["sender.place"] == "Solsiden sykehjem"
    assert to_volunteer.letter().reply_to == "kari@elvebyen.example"


def test_a_name_cannot_smuggle_a_link_into_our_letters(cast: Cast, elvebyen: Municipality) -> None:
    trickster = Address("https://evil.example/win now", email="victim@post.example")
    fields = {"volunteer": trickster, "contact": cast.kari, "workplace": cast.solsiden, "due_day": DAY}
    notice, *_ = notify(trickster, "enquiry_received", fields, "/e/1/", key="x")
    letter = notice.letter()
    assert "evil.example" not in letter.text + letter.subject
    assert "evil. example" in letter.subject


def test_a_notice_of_another_municipality_is_not_seen(cast: Cast) -> None:
    with enter(cast.elvebyen):
        promise(cast.ingrid)
    with enter(cast.fjordvik):
        assert Notice.objects.count() == 0
        assert cancel(cast.solsiden) == 0
    with pytest.raises(NoMunicipality):
        Notice.objects.count()


def test_a_notice_to_somebody_across_the_wall_is_refused(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        promise(cast.stranger)


def test_sent_without_a_time_is_refused_by_the_database(cast: Cast, elvebyen: Municipality) -> None:
    promise(cast.ingrid)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(state="sent")


def several(*people: Any) -> list[Promise]:
    return [Promise(to, "course_confirmed", FIELDS, "/kurs/1/", "course:1") for to in people]


def test_what_is_promised_to_many_is_what_each_would_be_promised(cast: Cast, elvebyen: Municipality) -> None:
    people = (cast.ingrid, cast.gunnar, cast.solveig)
    alone = [promise(person) for person in people]
    told = ("person_id", "channel", "fields", "url", "key")
    expected = [[getattr(notice, name) for name in told] for notices in alone for notice in notices]
    Notice.objects.all().delete()
    together = notify_all(several(*people))
    assert [[getattr(notice, name) for name in told] for notice in together] == expected
    assert DueMark.objects.filter(municipality=cast.elvebyen).exists()
    assert [notice.pk for notice in notify_all(several(*people))] == [notice.pk for notice in together]


def test_many_are_promised_in_as_few_statements_as_one(
    cast: Cast, elvebyen: Municipality, django_assert_num_queries: Callable[..., Any]
) -> None:
    notify_all(several(cast.kari))  # what the municipality has chosen is known from here
    with CaptureQueriesContext(connection) as one:
        notify_all(several(cast.ingrid))
    Notice.objects.all().delete()
    with django_assert_num_queries(len(one)):
        notify_all(several(cast.ingrid, cast.gunnar, cast.solveig))


def test_many_are_promised_nothing_in_silence(cast: Cast, elvebyen: Municipality) -> None:
    with silent():
        assert notify_all(several(cast.ingrid)) == []
    assert not Notice.objects.exists()
