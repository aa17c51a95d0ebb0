"""The language of a page: the person's own choice, else this browser's, else the municipality's (SYS-06)."""

import pytest
from django.conf import settings
from django.test import Client

from foundation.audit.models import Entry
from foundation.people.models import Person
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast

URL = "/konto/sprak/"
GERMAN = {"Accept-Language": "en, de;q=0.8"}


def spoken(client: Client, url: str = "/") -> str:
    return client.get(url, follow=True).headers["Content-Language"]


def choose(client: Client, language: str, back: str = "/") -> object:
    return client.post(URL, {"language": language, "next": back})


def test_a_visitor_reads_the_municipalitys_language_whatever_the_browser_asks_for(cast: Cast) -> None:
    for town, language in (("elvebyen", "nb"), ("fjordvik", "nn")):
        page = cast.visitor(town).get("/", headers=GERMAN)
        assert (page.headers["Content-Language"], f'<html lang="{language}"' in page.text) == (language, True)


@pytest.mark.parametrize("back", ["/bli-frivillig/aktiviteter/?interest=music", "/konto/logg-inn/"])
def test_a_visitor_chooses_and_stays_on_the_same_page(cast: Cast, back: str) -> None:
    visitor = cast.visitor()
    page = visitor.get(back)
    assert f'name="next" value="{back}"' in page.text
    answer = choose(visitor, "en", back)
    assert (answer.status_code, answer.url) == (302, back)
    assert spoken(visitor, back) == "en"


def test_the_choice_is_a_form_that_works_without_script(cast: Cast) -> None:
    page = cast.visitor().get("/").text
    assert f'<form method="post" action="{URL}"' in page
    assert '<button type="submit" name="language" value="en" lang="en">English</button>' in page


def test_nobody_is_led_to_another_host(cast: Cast) -> None:
    assert choose(cast.visitor(), "en", "https://ond.example/").url == "/"


def test_only_the_languages_of_the_municipality_are_offered_and_taken(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.elvebyen.pk).update(portal_languages=["en"])
    visitor = cast.visitor()
    page = visitor.get("/").text
    assert [code for code in ("nb", "nn", "en") if f'value="{code}" lang=' in page] == ["nb", "en"]
    assert choose(visitor, "nn").status_code == 400
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "nn"
    assert spoken(visitor) == "nb"


def test_a_municipality_with_one_language_offers_no_choice(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.elvebyen.pk).update(portal_languages=[])
    assert URL not in cast.visitor().get("/").text


@pytest.mark.parametrize("key", ["kari", "ingrid"])
def test_what_a_member_chooses_is_kept_on_the_person_and_written_down(cast: Cast, key: str) -> None:
    client = cast.client_for(key)
    assert 'value="nn" lang="nn"' in client.get("/konto/").text
    answer = choose(client, "nn", "/konto/")
    assert (answer.url, settings.LANGUAGE_COOKIE_NAME in answer.cookies) == ("/konto/", False)
    with enter(cast.elvebyen):
        assert Person.objects.get(pk=cast.all[key].pk).language == "nn"
        entry = Entry.objects.get(verb="person.language")
        assert (entry.actor_name, entry.changes) == (cast.all[key].name, {"language": ["", "nn"]})
    assert spoken(client, "/konto/") == "nn"
    assert spoken(cast.client_for(key), "/konto/") == "nn"  # and in another browser


def test_a_members_own_language_goes_before_that_of_the_browser(cast: Cast) -> None:
    client = cast.client_for("kari")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert spoken(client, "/konto/") == "en"
    with enter(cast.elvebyen):
        cast.kari.read_in("nn", by=cast.kari)
    assert spoken(client, "/konto/") == "nn"


def test_choosing_the_same_again_writes_nothing_down(cast: Cast) -> None:
    client = cast.client_for("kari")
    for _again in range(2):
        choose(client, "nn")
    with enter(cast.elvebyen):
        assert Entry.objects.filter(verb="person.language").count() == 1


def test_a_refusal_speaks_the_members_language_too(cast: Cast) -> None:
    with enter(cast.elvebyen):
        cast.kari.read_in("en", by=cast.kari)
    page = cast.client_for("kari").get("/innstillinger/")
    assert (page.status_code, '<html lang="en"' in page.text) == (403, True)


def test_looking_at_the_address_changes_nothing(cast: Cast) -> None:
    assert cast.visitor().get(URL, {"language": "en"}).status_code == 405


@pytest.mark.django_db
def test_the_root_host_speaks_every_language(settings: object) -> None:
    visitor = Client(headers={"host": "localhost"})
    assert spoken(visitor) == "nb"
    assert visitor.post("/sprak/", {"language": "en", "next": "/"}).status_code == 302
    assert spoken(visitor) == "en"


def test_the_municipality_decides_which_languages_it_speaks(cast: Cast) -> None:
    marit, url = cast.client_for("marit"), "/innstillinger/sprak/"
    assert marit.get(url).context["form"].initial == {"default": "nb", "offered": ["nb", "nn", "en"]}
    for _again in range(2):
        assert marit.post(url, {"default": "nn", "offered": ["en"]}).status_code == 303
    assert Municipality.objects.get(pk=cast.elvebyen.pk).languages == ["nn", "en"]
    with enter(cast.elvebyen):
        entry = Entry.objects.get(verb="languages.changed")
    assert entry.changes == {"default": ["nb", "nn"], "offered": [["nb", "nn", "en"], ["nn", "en"]]}
    assert spoken(cast.visitor()) == "nn"
    assert Municipality.objects.get(pk=cast.fjordvik.pk).languages == ["nb", "nn", "en"]


def test_a_language_that_nobody_speaks_is_refused(cast: Cast) -> None:
    answer = cast.client_for("marit").post("/innstillinger/sprak/", {"default": "de", "offered": ["de"]})
    assert answer.status_code == 422
    assert Municipality.objects.get(pk=cast.elvebyen.pk).default_language == "nb"


def test_a_contact_may_not_decide_it(cast: Cast) -> None:
    assert cast.client_for("kari").get("/innstillinger/sprak/").status_code == 403
