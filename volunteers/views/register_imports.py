"""Bringing an existing register: the file, a look at what would become of each row, bringing it in, and the way back."""

import uuid
from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page, partial
from foundation.people.models import Workplace
from foundation.tenancy.context import current_id
from volunteers.forms.register_import import ColumnsForm, RegisterFileForm
from volunteers.models import RegisterImport, RegisterRow
from volunteers.register import Line, dry_run
from volunteers.tasks import bring_in
from volunteers.views.common import own_place, posted, refused

SHOWN = 50  # rows a page


@allowed("registers.bring")
def register_imports(request: HttpRequest) -> HttpResponse:
    """Choose a file; and what was brought before."""
    places = visible(request.member, "registers.bring", Workplace).open(request.member.today)
    form = RegisterFileForm(
        posted(request),
        request.FILES or None,
        workplaces=places,
        initial={"workplace": own_place(request.member)},
    )
    if form.is_valid():
        return done(request, form.save(by=request.member))
    brought = visible(request.member, "registers.bring", RegisterImport).select_related("workplace")
    return page(request, "volunteers/register_import_list.html", form=form, brought=brought[:SHOWN])


@allowed("registers.bring")
def register_import(request: HttpRequest, register_import_id: uuid.UUID) -> HttpResponse:
    """Before: the fate of every row. While: how far it has come. Afterwards: what became of each."""
    register = _register(request, register_import_id)
    if not register.is_open:
        return _followed(request, register)
    form = ColumnsForm(posted(request), register=register)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, register)
    found = dry_run(register)
    return _shown(request, register, found, form=form)


def _followed(request: HttpRequest, register: RegisterImport) -> HttpResponse:
    rows = register.rows.exclude(fate="").select_related("volunteer__person")
    found = [Line(row, row.fate, row.why) for row in rows]
    total = register.rows.count()
    return _shown(request, register, found, settled=len(found), total=total)


def _shown(request: HttpRequest, register: RegisterImport, found: list[Line], **more: Any) -> HttpResponse:
    only = request.GET.get("fate", "")
    chosen = [line for line in found if only in ("", line.fate)]
    counts = Counter(line.fate for line in found)
    return partial(
        request,
        "volunteers/register_import.html",
        "register-progress",
        register=register,
        page_obj=Paginator(chosen, SHOWN).get_page(request.GET.get("page")),
        counts={fate: counts[fate] for fate in RegisterRow.Fate.values},
        only=only,
        **more,
    )


@allowed("registers.bring")
@require_POST
def register_import_started(request: HttpRequest, register_import_id: uuid.UUID) -> HttpResponse:
    """Pressed again it goes on where it stopped; nobody comes in twice."""
    register = _register(request, register_import_id)
    if register.start(by=request.member) or register.state == RegisterImport.State.RUNNING:
        bring_in.later(str(current_id()), str(register.pk))
    return done(request, register)


@allowed("registers.bring")
@require_POST
def register_import_undone(request: HttpRequest, register_import_id: uuid.UUID) -> HttpResponse:
    register = _register(request, register_import_id)
    try:
        number = register.undo(by=request.member)
    except ValidationError as error:
        refused(request, error)
        return done(request, register)
    told = ngettext(
        "One who was brought in is gone again.", "%(number)s who were brought in are gone again.", number
    )
    return done(request, register, told % {"number": number})


@allowed("registers.bring")
@require_POST
def register_import_thrown_away(request: HttpRequest, register_import_id: uuid.UUID) -> HttpResponse:
    register = _register(request, register_import_id)
    try:
        register.throw_away(by=request.member)
    except ValidationError as error:
        refused(request, error)
        return done(request, register)
    return done(request, "register_imports", _("The file is thrown away. Nothing of it is kept."))


def _register(request: HttpRequest, pk: uuid.UUID) -> RegisterImport:
    rows = visible(request.member, "registers.bring", RegisterImport).select_related(
        "workplace", "brought_by"
    )
    return reach(request.member, "registers.bring", RegisterImport, pk, rows)
