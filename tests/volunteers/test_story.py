"""The timeline: newest first, and what was said only for those who may read it."""

from datetime import timedelta

from django.utils import timezone

from foundation.access.gate import marked
from foundation.access.members import Member
from foundation.people.models import Person, Qualification
from tests.cast import Cast
from tests.volunteers import people
from volunteers.circle import wheel_of
from volunteers.models import (
    Conversation,
    Enquiry,
    EnquiryReply,
    GuidanceRequest,
    Merge,
    Pause,
    Volunteer,
)
from volunteers.story import Moment, history_beside, story, with_history


def everything(cast: Cast) -> Volunteer:
    """Somebody about whom every kind of thing has happened."""
    volunteer = people.started(cast, "gunnar")
    Conversation.note_feedback(volunteer, "Sangen satt.", "Anne Lund", by=cast.kari)
    Conversation.call(volunteer, by=cast.kari).write_down(by=cast.kari, summary="Trivdes godt.")
    wish = GuidanceRequest.ask(volunteer, "Hemmelig.", by=cast.gunnar)
    wish.hold(by=cast.kari)
    Pause.begin(volunteer, until=timezone.localdate() + timedelta(days=3), by=cast.gunnar).end(by=cast.gunnar)
    Qualification.objects.create(
        person=cast.gunnar, code="introduction", title="Introduksjonskurs", granted_on=timezone.localdate()
    )
    return volunteer


def told_of(volunteer: Volunteer, member: Member) -> Volunteer:
    rows = Volunteer.objects.select_related(
        "person", "workplace", "enquiry", "ending", "register_row__register"
    )
    rows = rows.annotate(**history_beside())
    return with_history(marked(rows, member, may_read="volunteers.read_notes").get(pk=volunteer.pk))


def told(volunteer: Volunteer, member: Member) -> list[Moment]:
    return story(told_of(volunteer, member))


def test_everything_is_told_newest_first(here: Cast) -> None:
    moments = told(everything(here), here.member("kari"))
    titles = [one.title for one in moments]
    assert {
        "Første oppdrag: Kaffebesøk",
        "Signert: Taushetserklæring",
        "Tilbakemelding fra avdelingen",
        "Oppfølgingstelefon",
        "Gunnar ba om en prat",
        "Dere tok en prat",
        "Begynte en pause",
        "Tilbake igjen",
        "Kurs: Introduksjonskurs",
    } == set(titles)
    assert [one.order for one in moments] == sorted((one.order for one in moments), reverse=True)


def test_what_was_said_is_for_the_carers_and_the_volunteer(here: Cast) -> None:
    volunteer = everything(here)
    texts = {
        who: str(told(volunteer, here.member(who))) for who in ("kari", "jonas", "gunnar", "marit", "berit")
    }
    assert {who for who, text in texts.items() if "Trivdes godt." in text} == {"kari", "jonas", "gunnar"}
    assert {who for who, text in texts.items() if "Sangen satt." in text} == {"kari", "jonas", "gunnar"}
    assert {who for who, text in texts.items() if "Oppfølgingstelefon" in text} == set(texts)
    assert not [who for who, text in texts.items() if "Hemmelig" in text]


def test_the_story_and_the_wheel_together_ask_five_questions(
    here: Cast, django_assert_max_num_queries: object
) -> None:
    volunteer, member = everything(here), here.member("kari")
    assert member.is_staff  # who the member is, is asked once per request
    with django_assert_max_num_queries(5):
        found = told_of(volunteer, member)
        assert story(found)
        assert wheel_of(found, timezone.now())


def test_the_planned_first_time_is_told_as_planned(here: Cast) -> None:
    first = people.planned(here)
    states = {one.title: one.state for one in told(first.volunteer, here.member("kari"))}
    assert states["Første oppdrag: Kaffebesøk"] == "planned"


def test_a_reply_a_merging_and_a_parting_are_dated_rows_with_a_person(here: Cast) -> None:
    enquiry = Enquiry(name="Tor Myhre", email="tor@hjemme.example").register(here.solsiden)
    EnquiryReply(enquiry=enquiry, subject="Så fint", text="Vi ringer.").send(by=here.kari)
    again = Person.objects.create(name="Tor Arne Myhre", phone="+4741234567")
    merge = Merge.make(enquiry.volunteer.person, people.known(again, here.hagebyen).person, {}, by=here.jonas)
    merge.undo(by=here.marit)
    moments = told(enquiry.volunteer, here.member("kari"))
    found = {one.title: (one.text, one.at) for one in moments}
    today = timezone.localdate()
    assert found["Kari svarte skriftlig"] == ("Så fint", today)
    assert found["To registreringer av samme person ble til én"] == ("Notert av Jonas Berg.", today)
    assert found["De to registreringene ble skilt igjen"] == ("Notert av Marit Haugland.", today)
    assert "Så fint" not in str(told(enquiry.volunteer, here.member("berit")))


def test_a_reply_follows_its_volunteer_to_the_record_that_is_kept(here: Cast) -> None:
    enquiry = Enquiry(name="Tor Myhre", email="tor@hjemme.example").register(here.hagebyen)
    EnquiryReply(enquiry=enquiry, subject="Så fint", text="Vi ringer.").send(by=here.jonas)
    oddvar = people.going(here, "oddvar")
    Merge.make(oddvar.person, enquiry.volunteer.person, {}, by=here.jonas)
    assert "Så fint" in str(told(enquiry.volunteer, here.member("jonas")))
