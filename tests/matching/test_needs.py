"""A need: asked by a service, passed on, answered by each organisation; the first yes takes it on, and a boundary is kept (ASG-12, ASG-13)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from foundation.notices.models import Notice
from foundation.people.models import Partner
from tests.cast import Cast
from tests.matching import wishes
from tests.queries import assert_list_queries
from volunteers.matching.models import NeedOffer, NeedRequest, NeedWord
from volunteers.models import BlockedAttempt


def needed(
    here: Cast, code: str = "visiting_friend", text: str = "En å spille kort med, tirsdager."
) -> NeedRequest:
    need = NeedRequest(workplace=here.solsiden, activity_type=wishes.kind(here, code), text=text)
    need.ask(by=here.member("anne"))
    return need


def asked(here: Cast, need: NeedRequest, *names: str) -> list[NeedOffer]:
    others = [Partner.objects.create(name=name) for name in names]
    return need.pass_on([here.omsorgslaget, *others], by=here.marit)


def told(kind: str) -> set[str]:
    return {one.person.first_name for one in Notice.objects.filter(kind=kind, channel="email")}


def test_the_whole_chain_from_the_ward_to_the_organisation_and_back(here: Cast) -> None:
    anne, marit, rolf = (here.client_for(key) for key in ("anne", "marit", "rolf"))
    form = {
        "workplace": here.solsiden.pk,
        "activity_type": wishes.kind(here).pk,
        "text": "Kort på tirsdager.",
    }
    assert anne.post("/behov/nytt/", form).status_code == 303
    need = NeedRequest.objects.get()
    assert told("need_asked_here") == {"Marit"}
    assert rolf.get(f"/behov/{need.pk}/").status_code == 403  # not asked yet
    marit.post(f"/behov/{need.pk}/sporsmal/", {"partners": [here.omsorgslaget.pk]})
    assert told("need_asked_of_us") == {"Rolf"}
    offer = NeedOffer.objects.get()
    assert f"/behov/svar/{offer.pk}/" in rolf.get(f"/behov/{need.pk}/").text
    rolf.post(f"/behov/svar/{offer.pk}/", {"answer": "yes", "reason": "Turid kan fra neste uke."})
    need.refresh_from_db()
    assert (need.outcome, NeedOffer.objects.get().is_organiser) == ("taken", True)
    assert told("need_settled") == {"Anne"}
    page = anne.get(f"/behov/{need.pk}/").text
    assert "Turid kan fra neste uke." in page
    assert "Tar det" in page


def test_a_no_comes_with_a_reason_and_the_next_may_say_yes(here: Cast) -> None:
    first, second = asked(here, needed(here), "Kornmølla")
    rolf = here.client_for("rolf")
    assert rolf.post(f"/behov/svar/{first.pk}/", {"answer": "no"}).status_code == 422
    rolf.post(f"/behov/svar/{first.pk}/", {"answer": "no", "reason": "Alle er opptatt."})
    assert NeedRequest.objects.get().is_open
    second.reply("yes", "", by=here.marit)
    assert NeedRequest.objects.get().outcome == "taken"


def test_one_takes_it_on_also_when_two_say_yes(here: Cast) -> None:
    first, second = asked(here, needed(here), "Kornmølla")
    first.reply("yes", "", by=here.marit)
    with pytest.raises(ValidationError, match="avgjort allerede"):
        second.reply("yes", "", by=here.marit)
    with pytest.raises(IntegrityError, match="need_one_organiser"), transaction.atomic():
        NeedOffer.objects.filter(pk=second.pk).update(is_organiser=True, answer="yes")


def test_each_is_asked_once(here: Cast) -> None:
    need = needed(here)
    asked(here, need)
    assert need.pass_on([here.omsorgslaget], by=here.marit) == []
    assert Notice.objects.filter(kind="need_asked_of_us", channel="email").count() == 1


def test_a_no_at_the_boundary_is_kept_counted_and_shown_to_whoever_asks_for_the_same(here: Cast) -> None:
    former, other = needed(here), needed(here, "games")
    marit, anne = here.client_for("marit"), here.client_for("anne")
    said = {"outcome": "boundary", "reason": "Å sitte vakt er de ansattes oppgave."}
    assert marit.post(f"/behov/{former.pk}/slutt/", said | {"reason": ""}).status_code == 422
    marit.post(f"/behov/{former.pk}/slutt/", said)
    same = needed(here)
    assert "Å sitte vakt er de ansattes oppgave." in anne.get(f"/behov/{same.pk}/").text
    assert "Å sitte vakt" not in anne.get(f"/behov/{other.pk}/").text
    form = {"workplace": here.solsiden.pk, "activity_type": former.activity_type_id, "text": "Sitte vakt."}
    answer = anne.post("/behov/nytt/", form)
    assert answer.status_code == 422
    assert "Å sitte vakt er de ansattes oppgave." in answer.text
    assert anne.post("/behov/nytt/", form | {"is_other": "on"}).status_code == 303
    assert "Én fikk nei fordi det er kommunens egen oppgave." in anne.get("/behov/").text


def test_a_statutory_task_cannot_be_asked_of_an_organisation_and_the_attempt_is_kept(here: Cast) -> None:
    form = {
        "workplace": here.solsiden.pk,
        "activity_type": wishes.kind(here, "medicine").pk,
        "text": "Dele ut.",
    }
    answer = here.client_for("anne").post("/behov/nytt/", form)
    assert answer.status_code == 422
    assert "aldri i stedet for" in answer.text
    assert BlockedAttempt.objects.get().what == "need"
    assert not NeedRequest.objects.exists()


def test_no_number_and_nothing_of_health_in_a_need(here: Cast) -> None:
    form = {"workplace": here.solsiden.pk, "activity_type": wishes.kind(here).pk}
    anne = here.client_for("anne")
    for text in ("Til 01017012345", "Til en med demens"):
        assert anne.post("/behov/nytt/", form | {"text": text}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("kari", 200),
        ("berit", 200),
        ("marit", 200),
        ("rolf", 403),
        ("eirik", 403),
        ("gunnar", 403),
        ("solrun", 404),
    ],
)
def test_who_may_see_a_need(here: Cast, who: str, status: int) -> None:
    assert here.client_for(who).get(f"/behov/{needed(here).pk}/").status_code == status


def test_an_organisation_answers_for_itself_only(here: Cast) -> None:
    _own, others = asked(here, needed(here), "Kornmølla")
    assert here.client_for("rolf").get(f"/behov/svar/{others.pk}/").status_code == 403


def test_the_list_asks_the_same_for_one_and_for_fifty(here: Cast, kari: Client) -> None:
    def make(number: int) -> None:
        for _count in range(number):
            asked(here, needed(here))

    make(20)
    assert_list_queries(kari, "/behov/", make)


def test_what_the_two_say_to_each_other_is_kept_with_the_need_also_after_the_no(here: Cast) -> None:
    """ASG-13."""
    need = needed(here)
    marit, anne = here.client_for("marit"), here.client_for("anne")
    anne.post(f"/behov/{need.pk}/samtale/", {"text": "Det gjelder bare torsdagene."})
    assert told("need_word") == {"Marit"}
    marit.post(f"/behov/{need.pk}/slutt/", {"outcome": "boundary", "reason": "De ansattes oppgave."})
    marit.post(f"/behov/{need.pk}/samtale/", {"text": "Jeg tar det opp med lederen."})
    assert told("need_word") == {"Marit", "Anne"}
    page = anne.get(f"/behov/{need.pk}/").text
    assert page.index("Det gjelder bare torsdagene.") < page.index("Jeg tar det opp med lederen.")
    assert anne.post(f"/behov/{need.pk}/samtale/", {"text": "Til 01017012345"}).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("rolf", 403), ("eirik", 403), ("gunnar", 403), ("solrun", 404)])
def test_what_is_said_stays_between_the_service_and_whoever_passes_it_on(
    here: Cast, who: str, status: int
) -> None:
    need = needed(here)
    asked(here, need)
    answer = here.client_for(who).post(f"/behov/{need.pk}/samtale/", {"text": "Hei"})
    assert (answer.status_code, need.words.count()) == (status, 0)


def test_the_organisation_reads_nothing_of_what_is_said(here: Cast) -> None:
    need = needed(here)
    asked(here, need)
    NeedWord.say(need, "Vi er få på vakt.", by=here.member("anne"))
    assert "Vi er få på vakt." not in here.client_for("rolf").get(f"/behov/{need.pk}/").text
