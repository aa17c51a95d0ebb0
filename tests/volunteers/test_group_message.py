"""One message to a filtered group: looked at first, sent once, followed; and nobody is left out for lack of an address."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Person
from tests.cast import Cast
from tests.queries import assert_list_queries
from tests.volunteers.people import interested
from volunteers.models import GroupMessage, GroupMessageCopy, Volunteer

Browser = Callable[[str], Client]
NEW, ALL = reverse("group_message_new"), reverse("group_messages")


@pytest.fixture
def group(here: Cast) -> dict[str, Volunteer]:
    """At Solsiden: Ingrid by e-mail, Gunnar by text message, Oddvar on paper only. At Elvebredden: Solveig."""
    Person.objects.filter(pk=here.gunnar.pk).update(channel="sms", phone="+4741234567")
    made = {key: interested(here, key) for key in ("ingrid", "gunnar", "oddvar")}
    return made | {"solveig": interested(here, "solveig", "elvebredden")}


def written(*to: Volunteer, **more: Any) -> dict[str, Any]:
    given = {"subject": "Julekaffe", "text": "Kom på torsdag.", "submission": str(uuid.uuid4())}
    return given | {"to": [one.pk for one in to]} | more


def test_what_goes_out_is_shown_with_exactly_who_gets_it_how(browser: Browser, group: dict) -> None:
    response = browser("kari").post(NEW, written())
    reach = response.context["reach"]
    assert response.status_code == 200
    assert (reach.email, reach.sms, reach.nobody) == ([group["ingrid"]], [group["gunnar"]], [group["oddvar"]])
    assert "Hei, Ingrid." in response.text
    assert "Kom på torsdag. Hilsen Kari, Solsiden" in response.text
    assert not GroupMessage.objects.exists()
    assert not Notice.objects.filter(kind="group_message").exists()


def test_it_goes_to_those_who_are_ticked_by_the_way_they_have_chosen(browser: Browser, group: dict) -> None:
    response = browser("kari").post(NEW, written(group["ingrid"], group["gunnar"], send="1"))
    message = GroupMessage.objects.get()
    assert response.url == message.get_absolute_url()
    notices = Notice.objects.filter(kind="group_message").order_by("channel")
    assert [(one.channel, one.person.first_name) for one in notices] == [
        ("email", "Ingrid"),
        ("sms", "Gunnar"),
    ]
    assert notices[0].letter().subject == "Julekaffe"
    assert "Kom på torsdag." in notices[0].letter().text
    assert set(Entry.objects.filter(verb="group_message.sent").values_list("about_id", flat=True)) == {
        group["ingrid"].person_id,
        group["gunnar"].person_id,
    }


def test_the_same_form_sent_twice_is_sent_once(browser: Browser, group: dict) -> None:
    kari, form = browser("kari"), written(group["ingrid"], send="1")
    first, second = (kari.post(NEW, form) for _time in range(2))
    assert first.url == second.url
    assert GroupMessage.objects.count() == GroupMessageCopy.objects.count() == 1
    assert Notice.objects.filter(kind="group_message").count() == 1


def test_who_gets_no_messages_is_listed_until_somebody_has_told_them(browser: Browser, group: dict) -> None:
    kari = browser("kari")
    page = kari.post(NEW, written(group["ingrid"], group["oddvar"], send="1"), follow=True)
    assert "One is left for you to tell." in page.text
    assert "I have told Oddvar" in page.text
    copy = GroupMessageCopy.objects.get(volunteer=group["oddvar"])
    assert not Notice.objects.filter(person=group["oddvar"].person).exists()
    page = kari.post(reverse("group_message_told", args=[copy.pk]), follow=True)
    assert "Told today by Kari Nygård" in page.text
    page = kari.post(reverse("group_message_untold", args=[copy.pk]), follow=True)
    assert "I have told Oddvar" in page.text


def test_only_those_whom_the_member_cares_for_get_it(browser: Browser, group: dict, cast: Cast) -> None:
    """Solveig's id is put into the form: she stands at a place that Kari does not look after."""
    browser("kari").post(NEW, written(group["ingrid"], group["solveig"], send="1"))
    assert [copy.volunteer for copy in GroupMessageCopy.objects.all()] == [group["ingrid"]]
    response = browser("eirik").post(NEW, written(group["ingrid"], send="1"))
    assert response.status_code == 422
    assert GroupMessage.objects.count() == 1
    response = browser("solrun").post(NEW, written(group["ingrid"], send="1"))
    assert GroupMessageCopy.objects.count() == 1


def test_the_filter_of_the_list_decides_who_is_offered(browser: Browser, group: dict) -> None:
    reach = browser("kari").get(f"{NEW}?reach=no_email").context["reach"]
    assert reach.everybody == [group["oddvar"]]


@pytest.mark.parametrize("who", ["berit", "anne", "rolf", "ingrid"])
def test_who_only_reads_writes_to_nobody(browser: Browser, group: dict, who: str) -> None:
    assert browser(who).post(NEW, written(group["ingrid"], send="1")).status_code == 403
    assert not GroupMessage.objects.exists()


def test_the_deputy_sees_what_was_sent_and_a_colleague_elsewhere_does_not(
    browser: Browser, group: dict
) -> None:
    browser("kari").post(NEW, written(group["ingrid"], send="1"))
    url = GroupMessage.objects.get().get_absolute_url()
    assert "Kom på torsdag." in browser("jonas").get(url).text
    assert "Julekaffe" in browser("jonas").get(ALL).text
    assert browser("eirik").get(url).status_code == 403
    assert browser("solrun").get(url).status_code == 404
    assert "Julekaffe" not in browser("eirik").get(ALL).text


def test_each_sees_only_their_own_of_those_who_got_it(browser: Browser, group: dict, cast: Cast) -> None:
    """Kari looks after both places today; Eirik only after his."""
    Appointment(
        person=cast.kari,
        role="volunteer_contact",
        workplace=cast.elvebredden,
        position_percent=10,
        starts_on=cast.member("kari").today,
    ).appoint(by=None)
    browser("kari").post(NEW, written(group["ingrid"], group["solveig"], send="1"))
    page = browser("eirik").get(GroupMessage.objects.get().get_absolute_url()).text
    assert "Solveig Aune" in page
    assert "Ingrid" not in page


@pytest.mark.parametrize("missing", ["subject", "text"])
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(
    browser: Browser, group: dict, missing: str
) -> None:
    response = browser("kari").post(NEW, written(group["ingrid"], send="1", **{missing: ""}))
    assert response.status_code == 422
    assert ("Kom på torsdag." if missing == "subject" else "Julekaffe") in response.text
    assert not GroupMessage.objects.exists()


def test_to_nobody_is_not_sent_and_the_text_is_kept(browser: Browser, group: dict) -> None:
    response = browser("kari").post(NEW, written(send="1"))
    assert response.status_code == 422
    assert "Tick at least one" in response.text
    assert "Kom på torsdag." in response.text


def test_the_text_can_be_changed_after_one_has_looked(browser: Browser, group: dict) -> None:
    response = browser("kari").post(NEW, written(change="1"))
    assert response.status_code == 200
    assert "Kom på torsdag.</textarea>" in response.text


def test_how_it_went_is_one_question_however_many(browser: Browser, here: Cast) -> None:
    message = GroupMessage(subject="Hei", text="Hei", sent_by=here.kari, sent_by_name="Kari")
    message.save()

    def more(number: int) -> None:
        for _one in range(number):
            volunteer = Volunteer.objects.create(
                person=Person.objects.create(name="Ny", email="ny@hjemme.example"), workplace=here.solsiden
            )
            message._copy(volunteer, here.kari)

    assert_list_queries(browser("kari"), message.get_absolute_url(), more)
