"""«My page»: next time, contact and deputy, papers, and what is kept about me (VOL-59)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Person
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.models import Conversation, Ending, GuidanceRequest, Pause


def shown(client: Client, url: str = "/min-side/") -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_next_time_says_when_where_and_who_meets_me(here: Cast) -> None:
    people.planned(here, "gunnar")
    page = shown(here.client_for("gunnar"))
    assert "Kaffebesøk, Solsiden" in page
    assert "Solveig Aune møter deg ved inngangen." in page
    assert "Jeg kan ikke komme" in page


def test_the_companion_sees_it_too_without_being_met_by_themselves(here: Cast) -> None:
    people.planned(here, "gunnar")
    page = shown(here.client_for("solveig"))
    assert "Kaffebesøk, Solsiden" in page
    assert "møter deg ved inngangen" not in page


def test_a_talk_stands_among_what_comes(here: Cast, gunnar: Client) -> None:
    wish = GuidanceRequest.ask(people.going(here, "gunnar"), "", by=here.gunnar)
    wish.agree(by=here.kari, when=timezone.now() + timedelta(days=1), place="Vaktrommet")
    assert "Vaktrommet" in shown(gunnar)


def test_the_contact_and_the_deputy_are_there_with_phone_and_hours(here: Cast, gunnar: Client) -> None:
    people.going(here, "gunnar")
    Appointment.objects.filter(person=here.kari).update(hours_text="Mandag til torsdag, 9–14")
    page = shown(gunnar)
    assert "Mandag til torsdag, 9\u2060–\u206014" in page
    assert 'href="tel:+4790000012"' in page
    assert "Er Kari borte? Da svarer Jonas Berg" in page


def test_a_paper_that_waits_is_the_one_strong_thing(here: Cast, gunnar: Client) -> None:
    paper = papers.issue_confidentiality(people.interested(here, "gunnar"), by=here.kari)
    page = shown(gunnar)
    assert "Et papir venter på deg" in page
    assert f"/papirer/{paper.pk}/signatur/" in page


def test_what_is_signed_is_there_to_read(here: Cast, gunnar: Client) -> None:
    people.signed(here, "gunnar")
    assert "Taushetserklæring" in shown(gunnar)


def test_courses_come_as_a_fragment_of_their_own_room(here: Cast, gunnar: Client) -> None:
    people.going(here, "gunnar")
    assert 'hx-get="/min-side/kurs/"' in shown(gunnar)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda volunteer: Pause.begin(volunteer, None, by=volunteer.person), "Kom tilbake fra pausen"),
        (
            lambda volunteer: GuidanceRequest.ask(volunteer, "", by=volunteer.person),
            "Du spurte i dag. Kari tar kontakt.",
        ),
        (
            lambda volunteer: Ending.start(volunteer, "volunteer", timezone.localdate(), by=volunteer.person),
            "Du har sagt fra at du vil slutte",
        ),
    ],
)
def test_what_is_under_way_is_said_and_not_offered_again(
    here: Cast, gunnar: Client, make: object, words: str
) -> None:
    make(people.going(here, "gunnar"))
    assert words in shown(gunnar)


def test_a_volunteer_at_two_places_has_two_contacts(here: Cast, gunnar: Client) -> None:
    people.going(here, "gunnar")
    people.interested(here, "gunnar", at="hagebyen")
    page = shown(gunnar)
    assert "Frivillighetskontakten din på Solsiden sykehjem" in page
    assert "Frivillighetskontakten din på Hagebyen hjemmetjeneste" in page


def test_somebody_who_has_left_still_has_the_papers(here: Cast, gunnar: Client) -> None:
    people.ended(here)
    page = shown(gunnar)
    assert "Du er ikke frivillig hos oss nå" in page
    assert "Taushetserklæring" in page


def test_my_page_shows_nothing_of_anybody_else(here: Cast, gunnar: Client) -> None:
    people.planned(here, "ingrid")
    people.going(here, "gunnar")
    assert "Ingrid" not in shown(gunnar)


def test_it_asks_the_database_the_same_for_one_thing_to_come_and_for_many(
    here: Cast, gunnar: Client, django_assert_max_num_queries: object
) -> None:
    people.going(here, "gunnar")
    with django_assert_max_num_queries(30):
        shown(gunnar)


# What is kept about me


def test_my_story_is_what_the_contact_sees_too(here: Cast, gunnar: Client) -> None:
    volunteer = people.started(here, "gunnar")
    Conversation.call(volunteer, by=here.kari).write_down(by=here.kari, summary="Gunnar trivdes.")
    page = shown(gunnar, "/min-side/historie/")
    assert "Gunnar trivdes." in page
    assert "Første oppdrag: Kaffebesøk" in page


def test_who_has_read_about_me_is_told(here: Cast, gunnar: Client) -> None:
    volunteer = people.started(here, "gunnar")
    here.client_for("kari").get(f"/frivillige/{volunteer.pk}/oppfolging/")
    assert "I dag: Kari Nygård" in shown(gunnar, "/min-side/historie/")


def test_i_put_my_own_name_right_and_the_log_keeps_it(here: Cast, gunnar: Client) -> None:
    form = {
        "name": "Gunnar Haugen",
        "phone": "900 00 021",
        "email": "gunnar@elvebyen.example",
        "channel": "sms",
    }
    assert gunnar.post("/min-side/opplysninger/", form).status_code == 303
    person = Person.objects.get(pk=here.gunnar.pk)
    assert (person.name, person.channel) == ("Gunnar Haugen", "sms")
    assert Entry.objects.filter(verb="person.corrected").get().changes["fields"]


def test_a_new_address_is_told_to_the_old_one(here: Cast, gunnar: Client) -> None:
    """Whoever changes it must be its owner: else the owner hears of it."""
    form = {"name": "Gunnar Hauge", "phone": "900 00 021", "channel": "email", "email": "ny@hjemme.example"}
    assert gunnar.post("/min-side/opplysninger/", form).status_code == 303
    told = Notice.objects.get(kind="security_contact_changed")
    assert (told.email, told.channel) == ("gunnar@elvebyen.example", "email")
    gunnar.post("/min-side/opplysninger/", form | {"name": "Gunnar Hauge"})
    assert Notice.objects.filter(kind="security_contact_changed").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"phone": "12"},
        {"phone": "", "email": "", "channel": "paper"},
        {"phone": "", "channel": "sms"},
        {"email": "", "channel": "email"},
    ],
)
def test_nonsense_is_refused_and_nothing_is_changed(
    here: Cast, gunnar: Client, wrong: dict[str, str]
) -> None:
    form = {"name": "Gunnar", "phone": "900 00 021", "email": "g@elvebyen.example", "channel": "email"}
    assert gunnar.post("/min-side/opplysninger/", form | wrong).status_code == 422
    assert Person.objects.get(pk=here.gunnar.pk).name == "Gunnar Hauge"


def test_what_to_do_if_something_happens_names_the_contact(here: Cast, gunnar: Client) -> None:
    people.going(here, "gunnar")
    assert "Kari Nygård" in shown(gunnar, "/min-side/hvis-noe-skjer/")


@pytest.mark.parametrize("page", ["", "historie/", "opplysninger/", "hvis-noe-skjer/"])
def test_a_visitor_is_asked_to_log_in(here: Cast, page: str) -> None:
    assert here.visitor().get(f"/min-side/{page}").status_code == 302


def test_the_contact_invites_to_it_once(here: Cast) -> None:
    volunteer = people.known(
        Person.objects.create(name="Sunniva Dahl", email="s@hjemme.example"), here.solsiden
    )
    kari = here.client_for("kari")
    assert "Inviter Sunniva til Min side" in shown(kari, volunteer.get_absolute_url())
    assert kari.post(f"{volunteer.get_absolute_url()}min-side/").status_code == 303
    [invitation] = Notice.objects.filter(kind="account_invitation")
    assert (invitation.email or invitation.person.email) == "s@hjemme.example"


def test_who_has_a_log_in_or_no_mail_is_not_invited(here: Cast) -> None:
    kari = here.client_for("kari")
    for key in ("gunnar", "oddvar"):
        volunteer = people.interested(here, key)
        assert "til Min side" not in shown(kari, volunteer.get_absolute_url())
        kari.post(f"{volunteer.get_absolute_url()}min-side/")
    assert not Notice.objects.filter(kind="account_invitation").exists()


def test_only_who_cares_for_the_volunteer_invites(here: Cast) -> None:
    volunteer = people.known(
        Person.objects.create(name="Sunniva Dahl", email="s@hjemme.example"), here.solsiden
    )
    address = f"{volunteer.get_absolute_url()}min-side/"
    answers = {key: here.client_for(key).post(address).status_code for key in ("eirik", "anne", "solrun")}
    assert answers == {"eirik": 403, "anne": 403, "solrun": 404}
    assert not Notice.objects.filter(kind="account_invitation").exists()


def test_a_volunteer_chooses_the_language_of_pages_and_letters(here: Cast, gunnar: Client) -> None:
    url = "/min-side/opplysninger/"
    sent = {name: value or "" for name, value in gunnar.get(url).context["form"].initial.items()}
    assert sent["language"] == "nb"
    assert gunnar.post(url, sent | {"phone": "+4790000018"}).status_code == 303
    person = Person.objects.get(pk=here.gunnar.pk)
    assert (person.language, person.reads) == ("", "nb")  # left as it stood: the municipality's

    assert gunnar.post(url, sent | {"phone": "+4790000018", "language": "en"}).status_code == 303
    assert Person.objects.get(pk=here.gunnar.pk).reads == "en"
    assert '<html lang="en"' in shown(gunnar)
    changed = Entry.objects.filter(verb="person.corrected").latest("at").changes
    assert changed == {"fields": ["language"]}
