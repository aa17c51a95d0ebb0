"""The gate: the only way to reach a row of a person's municipality.

Each room has a table `action -> {role: place}`. `visible` turns it into one queryset; `can` and `reach` ask that same
queryset, so a list and a single object cannot disagree.
"""

import uuid
from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_urlconf, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from foundation.access import second_factor, unsent
from foundation.access.members import Member
from foundation.access.places import PLACES, Place
from foundation.people.models import Person, Workplace
from foundation.tenancy.context import current_id, remember
from foundation.tenancy.elements import TITLES, in_use
from foundation.tenancy.prepared import prepared

Table = dict[str, dict[str, Place]]
View = Callable[..., HttpResponse]
TABLES: Table = {}
ELEMENT_OF: dict[str, str] = {}  # action -> the element of the model it belongs to
SAID: dict[str, Any] = {}  # action -> what one may do, after "may"


class Refused(PermissionDenied):
    """403 with the name of who can help, and why when there is more to say than whose page it is."""

    def __init__(self, helper: Person | None = None, reason: str = "") -> None:
        super().__init__(reason or "refused")
        self.helper, self.reason = helper, reason


class NotInUse(Http404):
    """404 with the reason: the municipality does not use this element of the model (SYS-03)."""

    def __init__(self, element: str) -> None:
        super().__init__(f"{element} is not in use")
        self.element = TITLES[element]


def register(
    table: Table,
    said: dict[str, Any] | None = None,
    places: dict[Place, Any] | None = None,
    element: str = "",
) -> None:
    """Called by each room when the house starts: an action that is declared twice is a mistake.

    `said` and `places` are its actions and its own places in words, for the page of who may do what.
    Where the municipality does not use `element`, nobody may do anything of it and nothing of it is visible.
    """
    for action, roles in table.items():
        if TABLES.get(action, roles) != roles:
            raise ValueError(f"the action {action} is declared twice")
        TABLES[action] = roles
        if element:
            ELEMENT_OF[action] = element
    SAID.update(said or {})
    PLACES.update(places or {})


def is_in_use(action: str | None) -> bool:
    element = ELEMENT_OF.get(action or "")
    return element is None or in_use(element)


def visible(member: Member | None, action: str, model: type[Model]) -> QuerySet:
    """The rows of `model` on which this member may do `action`."""
    rows = model._default_manager.all()
    if member is None or not is_in_use(action):
        return rows.none()
    reach_of = [place(member, role, model) for role, place in TABLES[action].items() if member.holds(role)]
    if not reach_of:
        return rows.none()
    if any(not where for where in reach_of):  # an empty Q reaches everything
        return rows
    where = Q()
    for one in reach_of:
        where |= one
    return rows.filter(where)  # places follow single keys only, so no row is found twice


def can(member: Member | None, action: str, obj: Model | None = None) -> bool:
    """May the member do this, to this object, or (without one) to anything at all?"""
    if member is None or not is_in_use(action):
        return False
    if obj is None:
        return any(member.holds(role) for role in TABLES[action])
    return bool(_one(member, action, type(obj), obj.pk))


def reach(
    member: Member | None,
    action: str,
    model: type[Model],
    pk: uuid.UUID,
    rows: QuerySet | list | None = None,
) -> Any:
    """One row, or 404 when this municipality has none such, or 403 when it is not this member's.

    `rows`: all of the member's, with more about each; or a list that a prepared question has brought, of this one or none.
    """
    if rows is None:
        rows = _one(member, action, model, pk)
    seen = rows if isinstance(rows, list) else rows.filter(pk=pk)[:1]
    found = next(iter(seen), None)
    if found is None:
        exists = model._default_manager.filter(pk=pk).first()
        if exists is None:
            raise Http404
        raise Refused(helper_for(exists))
    return found


@prepared
def _one(member: Member | None, action: str, model: type[Model], pk: uuid.UUID) -> QuerySet:
    return visible(member, action, model).filter(pk=pk).order_by()[:1]


def marked(rows: QuerySet, member: Member, **actions: str) -> QuerySet:
    """Each row with what the member may do to it, asked together with the row: `marked(rows, member, may_edit="places.edit")`."""
    return rows.annotate(
        **{
            name: Exists(visible(member, action, rows.model).order_by().filter(pk=OuterRef("pk")))
            for name, action in actions.items()
        }
    )


def helper_for(obj: Model | None = None) -> Person | None:
    """Who can help somebody who was refused: who answers for the place, else the network coordinator."""
    from foundation.access.roles import answering

    return answering(workplace_of(obj), timezone.localdate())


def workplace_of(obj: Model | None) -> Workplace | None:
    """Along the path that the model's `places` tells."""
    if obj is None or isinstance(obj, Workplace):
        return obj
    path = getattr(obj, "places", {}).get("workplace", "")
    for name in path.split("__") if path else ():
        obj = getattr(obj, name, None)
    return obj if isinstance(obj, Workplace) else None


def who_to_ask() -> Person | None:
    """For the foot of every page, so it is remembered some seconds."""
    from foundation.access.roles import coordinator

    return remember(("coordinator", current_id()), lambda: coordinator(timezone.localdate()))


def allowed(action: str) -> Callable[[View], View]:
    """Only members who hold a role in the action's row come in; staff only with their second factor."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            member = request.member
            if member is None:
                return to_log_in(request)
            if member.is_staff and not member.proven:
                return to_log_in(request, second_factor.next_step(request))
            if not is_in_use(action):
                raise NotInUse(ELEMENT_OF[action])
            if not can(member, action):
                raise Refused(helper_for())
            return view(request, *args, **kwargs)

        gated.action = action
        return gated

    return decorate


def public(view: View) -> View:
    """Anybody may come: the visitor's pages, and pages behind a one-time link."""
    view.action = None
    return view


def part_of(element: str) -> Callable[[View], View]:
    """For public pages, inside @public: they are there as long as the municipality uses the element."""

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not in_use(element):
                raise NotInUse(element)
            return view(request, *args, **kwargs)

        kept.element = element
        return kept

    return decorate


def is_shown(url_name: str) -> bool:
    """Whether menus may lead there: not to what the municipality does not use."""
    view = _view_of(url_name, get_urlconf() or settings.ROOT_URLCONF)
    element = getattr(view, "element", "")
    return in_use(element) if element else is_in_use(getattr(view, "action", None))


@cache
def _view_of(url_name: str, urlconf: str) -> View:
    """Asked for each word in each menu of each page; what an address leads to does not change while we run."""
    return resolve(reverse(url_name, urlconf), urlconf).func


def to_log_in(request: HttpRequest, step: str = settings.LOGIN_URL) -> HttpResponse:
    """To a step of log-in, and back; a fragment or a form goes back to the page it stands on.

    What somebody had written is kept, and offered to them when they are back.
    """
    htmx = getattr(request, "htmx", None)
    back = page_of(request)
    if request.method == "POST" and unsent.keep(request, back):
        back = reverse("unsent")
    to = f"{reverse(step)}?{urlencode({REDIRECT_FIELD_NAME: back})}"
    return HttpResponseClientRedirect(to) if htmx and not htmx.boosted else HttpResponseRedirect(to)


def page_of(request: HttpRequest) -> str:
    """The page that the reader has before them."""
    if htmx := getattr(request, "htmx", None):
        return htmx.current_url_abs_path or "/"
    if request.method == "GET":
        return request.get_full_path()
    page = urlsplit(request.headers.get("referer", ""))
    return page.path if page.netloc == request.get_host() else "/"
