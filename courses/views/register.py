"""The register of what people have learnt: looked through, taken along, and written in for many at once (CRS-17)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from courses.forms.register import LearntTogetherForm, RegisterFilter
from courses.registering import HEAD, Register, cells
from foundation.access.gate import allowed
from foundation.access.models import Appointment
from foundation.audit.models import read_each
from foundation.pages.answers import done, page, partial
from foundation.pages.sheets import sheet, taken_away

EACH = 25


@allowed("competence.register")
def competence(request: HttpRequest) -> HttpResponse:
    """Who has learnt what, what it adds up to by year and employer, and the contacts without further education."""
    register = Register(request.member.today, request.GET)
    shown = Paginator(register.rows, EACH).get_page(request.GET.get("page"))
    return partial(
        request,
        "courses/competence.html",
        "register",
        filter=RegisterFilter(register),
        page_obj=shown,
        by_year=register.by_year(),
        by_employer=register.by_employer(),
        contacts=register.contacts(),
        today=request.member.today,
    )


@allowed("competence.register")
@require_GET
def competence_sheet(request: HttpRequest) -> HttpResponse:
    rows = list(Register(request.member.today, request.GET).rows)
    read_each(request.member, rows, [row.person for row in rows], what="competence")
    file = sheet(_("Competence"), [str(words) for words in HEAD], [cells(row) for row in rows])
    return taken_away(file, f"{_('competence')}-{timezone.localdate()}")


@allowed("competence.register")
def competence_of_many(request: HttpRequest) -> HttpResponse:
    appointments = Appointment.objects.current(request.member.today).select_related("person", "workplace")
    form = LearntTogetherForm(request.POST or None, appointments=list(appointments.order_by("person__name")))
    if form.is_valid():
        made = len(form.save(by=request.member))
        told = ngettext("Written in for %(n)s person.", "Written in for %(n)s people.", made) % {"n": made}
        return done(request, "competence", told)
    return page(request, "courses/competence_of_many.html", form=form)
