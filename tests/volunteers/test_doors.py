"""Who comes in where: the same table for every page about a volunteer. A refused deed changes nothing."""

import pytest

from foundation.audit.models import Entry
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import GuidanceRequest, Volunteer

PAGES = [
    "papirer/",
    "papirer/taushetserklaering/",
    "papirer/avtale/",
    "forste-gang/",
    "oppfolging/",
    "oppfolging/fra-avdelingen/",
    "pause/",
    "avslutning/",
    "avslutning/takkebrev/",
    "attest/",
]
DEEDS = [
    "papirer/taushetserklaering/",
    "papirer/sending/",
    "forste-gang/gjort/",
    "oppfolging/snakket/",
    "avslutning/takket/",
    "avslutning/avsluttet/",
]


def volunteer_of(cast: Cast) -> Volunteer:
    return people.ending(cast).volunteer


@pytest.mark.parametrize("page", PAGES)
def test_contact_and_deputy_come_in_and_nobody_else(here: Cast, page: str) -> None:
    url = f"/frivillige/{volunteer_of(here).pk}/{page}"
    answers = {
        who: here.client_for(who).get(url).status_code for who in ("kari", "jonas", "eirik", "marit", "rolf")
    }
    assert answers == {"kari": 200, "jonas": 200, "eirik": 403, "marit": 403, "rolf": 403}


@pytest.mark.parametrize("page", PAGES)
def test_the_stranger_finds_nothing_and_the_visitor_logs_in(here: Cast, page: str) -> None:
    url = f"/frivillige/{volunteer_of(here).pk}/{page}"
    assert (here.client_for("solrun").get(url).status_code, here.visitor().get(url).status_code) == (404, 302)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_refused_deed_changes_nothing(here: Cast, deed: str) -> None:
    volunteer = volunteer_of(here)
    before = Entry.objects.count()
    url = f"/frivillige/{volunteer.pk}/{deed}"
    answers = [
        here.client_for(who).post(url).status_code for who in ("gunnar", "berit", "marit", "eirik", "solrun")
    ]
    assert answers == [403, 403, 403, 403, 404]
    assert Entry.objects.count() == before
    assert here.client_for("kari").post(url).status_code in (302, 303)
    assert Entry.objects.count() > before or deed in (
        "forste-gang/gjort/",
        "avslutning/avsluttet/",
        "papirer/sending/",
    )


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_never_done_by_a_link(here: Cast, deed: str) -> None:
    """Mail programs and search engines follow links."""
    volunteer = volunteer_of(here)
    before = Entry.objects.exclude(is_read=True).count()
    here.client_for("kari").get(f"/frivillige/{volunteer.pk}/{deed}")
    assert Entry.objects.exclude(is_read=True).count() == before


def test_staff_without_their_second_factor_stay_outside(here: Cast) -> None:
    url = f"/frivillige/{volunteer_of(here).pk}/papirer/"
    assert here.client_for("kari", second_factor=False).get(url).status_code in (302, 403)


def test_a_step_of_another_municipality_is_unknown_everywhere(here: Cast) -> None:
    wish = GuidanceRequest.ask(people.going(here, "gunnar"), "", by=here.gunnar)
    endre = here.client_for("endre")
    for deed in ("ikke-avtalt", "ikke-snakket", "tid"):
        assert endre.post(f"/veiledning/{wish.pk}/{deed}/").status_code == 404
