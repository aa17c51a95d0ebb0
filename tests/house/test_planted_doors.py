"""Faults planted one at a time in doors, links, jobs and tables of who may do what: each is caught by the walk or by a house test."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver

from config import urls
from foundation.access import gate, middleware, second_factor
from foundation.access.gate import TABLES
from foundation.access.models import link
from foundation.audit import models as audit
from foundation.people.models import Person
from foundation.tenancy import middleware as tenancy
from foundation.tenancy import tasks
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.figures import told
from tests.house import test_jobs, test_permissions
from tests.house.formwalk import FormWalk
from tests.house.walk import Walk
from tests.house.world import World
from volunteers.models import Volunteer
from volunteers.views import volunteers as pages

pytestmark = pytest.mark.long
Patch = pytest.MonkeyPatch
PLANTED: dict[str, tuple[Callable[[Patch, World], None], str, set[str]]] = {}


def planted(under: str, *claims: str) -> Callable[[Callable], Callable]:
    """A fault, the addresses that are walked, and the claims of which one at least must be broken."""

    def keep(plant: Callable[[Patch, World], None]) -> Callable:
        PLANTED[(plant.__doc__ or "").rstrip(".")] = (plant, under, set(claims))
        return plant

    return keep


def pattern_of(name: str) -> Any:
    def within(patterns: Iterable[Any]) -> Iterable[Any]:
        for one in patterns:
            yield from within(one.url_patterns) if hasattr(one, "url_patterns") else [one]

    return next(one for one in within(get_resolver("config.urls").url_patterns) if one.name == name)


@planted("steder/", "ungated", "anonymous", "crash")
def no_gate(patch: Patch, world: World) -> None:
    """A view has lost its gate."""
    pattern = pattern_of("workplaces")
    patch.setattr(pattern, "callback", pattern.callback.__wrapped__)


@planted("oversikt/", "anonymous")
def no_second_factor(patch: Patch, world: World) -> None:
    """The second factor is not asked for."""
    patch.setattr(second_factor, "is_shown", lambda request, seconds=None: True)


@planted("oversikt/", "role")
def anybody_may(patch: Patch, world: World) -> None:
    """Every member may do everything."""
    patch.setattr(gate, "can", lambda member, action, obj=None: member is not None)


@planted("min-side/", "anonymous")
def anybody_is_somebody(patch: Patch, world: World) -> None:
    """A log-in that is nobody here is taken for somebody."""
    real = middleware.member_of

    def member_of(request: HttpRequest) -> Any:
        found = real(request)
        if found or not request.user.is_authenticated:
            return found
        return middleware.Member(Person.objects.order_by("pk").first(), request.user)

    patch.setattr(middleware, "member_of", member_of)


class Everywhere:
    """Rows of every municipality."""

    def __init__(self, model: Any) -> None:
        self.model, self.pk = model, None

    def filter(self, pk: Any) -> "Everywhere":
        self.pk = pk
        return self

    def exists(self) -> bool:
        return self.first() is not None

    def first(self) -> Any:
        for municipality in Municipality.objects.all():
            with enter(municipality):
                if row := self.model.objects.filter(pk=self.pk).first():
                    return row
        return None


@planted("kontakter/", "refusal", "leak", "crash")
def looked_for_everywhere(patch: Patch, world: World) -> None:
    """One row is looked for in every municipality."""
    patch.setattr(gate, "visible", lambda member, action, model: Everywhere(model))


@planted("frivillige/<uuid:volunteer_id>/pause/", "oracle")
def a_404_that_knows(patch: Patch, world: World) -> None:
    """The page for what is not found tells that somebody else has it."""
    theirs = str(world.theirs.row(Volunteer).pk)

    def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
        return HttpResponse("Prøv nabokommunen." if theirs in request.path else "Ikke her.", status=404)

    patch.setattr(urls, "handler404", not_found)


@planted("frivillige/<uuid:volunteer_id>/pause/", "oracle")
def a_header_that_knows(patch: Patch, world: World) -> None:
    """A header tells that the id exists elsewhere."""
    theirs = str(world.theirs.row(Volunteer).pk)

    def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
        return HttpResponse("Ikke her.", status=404, headers={"X-Found": str(theirs in request.path)})

    patch.setattr(urls, "handler404", not_found)


@planted("frivillige/<uuid:volunteer_id>/", "writes")
def looking_changes(patch: Patch, world: World) -> None:
    """Looking at somebody changes them."""

    def read(by: Any, obj: Any, about: Any = None, what: str = "note") -> None:
        Person.objects.filter(pk=about.pk).update(language="nn")

    patch.setattr(pages, "read", read)


@planted("steder/", "log")
def nothing_is_written_down(patch: Patch, world: World) -> None:
    """What is changed is not written in the log."""
    patch.setattr(audit, "_written", lambda entry: entry)


@planted("prat/", "refusal", "oracle")
def any_link_opens(patch: Patch, world: World) -> None:
    """Any secret opens somebody's link."""
    ours = link._hash(world.secrets["first_meeting"])
    patch.setattr(link, "_hash", lambda secret: ours)


@planted("bli-frivillig/", "leak")
def the_wrong_house(patch: Patch, world: World) -> None:
    """A host name leads to another municipality."""
    patch.setattr(tenancy, "of_host", lambda host: world.b)


@planted("steder/", "changed", "refusal", "leak")
def a_foreign_hand(patch: Patch, world: World) -> None:
    """A page reaches into the other municipality while it answers."""
    real = tenancy.EnterMunicipality._respond

    def respond(self: Any, request: HttpRequest) -> HttpResponse:
        with enter(world.b):
            Person.objects.filter(pk=world.theirs.row(Person).pk).update(name="changed", email="x@x.example")
        return real(self, request)

    patch.setattr(tenancy.EnterMunicipality, "_respond", respond)


@planted("steder/", "leak")
def a_canary_in_every_answer(patch: Patch, world: World) -> None:
    """A header carries a name of the other municipality."""
    real = tenancy.EnterMunicipality._respond
    name = world.theirs.row(Person).name

    def respond(self: Any, request: HttpRequest) -> HttpResponse:
        response = real(self, request)
        response["X-Neighbour"] = name
        return response

    patch.setattr(tenancy.EnterMunicipality, "_respond", respond)


@pytest.mark.parametrize("fault", PLANTED)
def test_the_walk_catches(fault: str, world: World, hurry: None, monkeypatch: Patch) -> None:
    plant, under, claims = PLANTED[fault]
    plant(monkeypatch, world)
    walked = Walk(world, under=under).go()
    found = FormWalk(walked).go().walk.found if claims == {"log"} else walked.found

    assert claims & {claim for claim, lines in found.items() if lines}, f"nobody saw it: {fault}"


@pytest.mark.parametrize("under", sorted({under for _plant, under, _claims in PLANTED.values()}))
def test_without_a_fault_there_is_nothing_to_catch(under: str, world: World, hurry: None) -> None:
    assert {claim: lines for claim, lines in Walk(world, under=under).go().found.items() if lines} == {}


# What other house tests catch


def enters_nothing(patch: Patch) -> None:
    patch.setattr(tasks.MunicipalityTask, "__call__", lambda self, municipality_id, *args: self.run(*args))


def enters_the_first(patch: Patch) -> None:
    def call(self: Any, municipality_id: Any, *args: Any) -> Any:
        with enter(Municipality.objects.order_by("pk").first()):
            return self.run(*args)

    patch.setattr(tasks.MunicipalityTask, "__call__", call)


def knows_every_municipality(patch: Patch) -> None:
    patch.setattr(tasks, "known_active", lambda municipality_id: municipality_id)


def an_action_nobody_declared(patch: Patch) -> None:
    patch.delitem(TABLES, "waiting.see")


def a_role_that_is_none(patch: Patch) -> None:
    patch.setitem(TABLES, "waiting.see", {"volunter_contact": None})


def a_place_that_reaches_nothing(patch: Patch) -> None:
    patch.setattr(Volunteer, "places", {"person": "person"})


CAUGHT = {
    "a job enters no municipality": (
        enters_nothing,
        lambda world: test_jobs.test_the_base_enters_the_municipality_it_is_given(world),
    ),
    "a job enters the first municipality there is": (
        enters_the_first,
        lambda world: test_jobs.test_the_base_enters_the_municipality_it_is_given(world),
    ),
    "a job takes any municipality": (
        knows_every_municipality,
        lambda world: test_jobs.test_the_base_refuses_an_unknown_municipality(),
    ),
    "an action stands in no table": (
        an_action_nobody_declared,
        lambda world: test_permissions.test_every_action_asked_for_is_in_a_table(),
    ),
    "a role is misspelt": (
        a_role_that_is_none,
        lambda world: test_permissions.test_every_role_in_a_table_is_known(),
    ),
    "a model has forgotten where it belongs": (
        a_place_that_reaches_nothing,
        lambda world: test_permissions.test_a_model_knows_the_places_that_its_actions_need(),
    ),
}


@pytest.mark.parametrize("fault", CAUGHT)
def test_a_house_test_catches(fault: str, world: World, monkeypatch: Patch) -> None:
    plant, house_test = CAUGHT[fault]
    house_test(world)  # without the fault it is content
    plant(monkeypatch)

    with pytest.raises((Exception, pytest.fail.Exception)):
        house_test(world)


def test_they_are_many() -> None:
    told(f"{len(PLANTED)} faults planted in doors and links, {len(CAUGHT)} in jobs and tables: each caught")
    assert len(PLANTED) + len(CAUGHT) >= 18
