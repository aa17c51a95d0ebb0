"""Addresses that break each claim of the walk, one each: proof that the walker sees."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse

from config import urls as config_urls
from foundation.access.gate import allowed, public
from foundation.audit.models import record
from foundation.people.models import Person, Qualification, Sector, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality

ACTIONS = {"planted.see": {"network_coordinator": None, "volunteer_contact": None}}


def _anywhere(pk: uuid.UUID) -> tuple[Workplace | None, Municipality | None]:
    for municipality in Municipality.objects.all():
        with enter(municipality):
            if place := Workplace.objects.filter(pk=pk).first():
                return place, municipality
    return None, None


def _here(pk: uuid.UUID) -> Workplace:
    place = Workplace.objects.filter(pk=pk).first()
    if place is None:
        raise Http404
    return place


@allowed("planted.see")
def sound(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    return HttpResponse(_here(workplace_id).name)


@public
def sound_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Velkommen")


@allowed("planted.see")
def leak(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    place, _home = _anywhere(workplace_id)
    if place is None:
        raise Http404
    return HttpResponse(place.name)


@allowed("planted.see")
def header(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    place, _home = _anywhere(workplace_id)
    return HttpResponse(status=404, headers={"HX-Trigger": place.name} if place else {})


@allowed("planted.see")
def oracle(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    place, home = _anywhere(workplace_id)
    if place and home != request.municipality:
        return HttpResponse("Ikke her.", status=404)
    return HttpResponse(_here(workplace_id).name)


@allowed("planted.see")
def change(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    place, home = _anywhere(workplace_id)
    if place and home and request.method == "POST":
        with enter(home):
            place.save()
            Workplace.objects.filter(pk=workplace_id).update(name="changed")
    raise Http404


@public
def crash(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    return HttpResponse(Workplace.objects.get(pk=workplace_id).name)


def ungated(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Kom inn")


@public
def unmapped(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    raise Http404


@public
def misplaced(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Kom inn")


misplaced.action = "planted.see"  # says that it is gated, and is not


@public
def writes(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    place = _here(workplace_id)
    place.save()
    return HttpResponse(place.name)


FORM = """<form method="post" action="{action}"><label>Om <input name="about" required></label>
<select name="person">{options}</select><textarea name="note"></textarea><button>Lagre</button></form>"""


@allowed("planted.see")
def form_page(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    _here(workplace_id)
    options = "".join(f'<option value="{person.pk}">{person}</option>' for person in Person.objects.all())
    actions = (reverse(name) for name in ("kept", "unlogged", "kind"))
    return HttpResponse("".join(FORM.format(action=action, options=options) for action in actions))


@allowed("planted.see")
def kept(request: HttpRequest) -> HttpResponse:
    """Keeps an id without asking whose it is, and falls over a word that is none."""
    if request.method != "POST":
        return HttpResponse(status=405)
    Qualification.objects.create(
        person=request.member.person, code="x", granted_on="2026-01-01", source_id=request.POST.get("person")
    )
    record(request.member, "planted.kept", request.member.person)
    return redirect("sound_page")


@allowed("planted.see")
def unlogged(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        Sector.objects.create(name=request.POST.get("about", ""))
        return redirect("sound_page")
    return HttpResponse(status=405)


@allowed("planted.see")
def kind(request: HttpRequest) -> HttpResponse:
    """As it should be: looks the person up inside the wall."""
    found = next((one for one in Person.objects.all() if str(one.pk) == request.POST.get("person")), None)
    if request.method != "POST" or not request.POST.get("about") or found is None:
        return HttpResponse(status=422)
    record(request.member, "planted.kind", found)
    return redirect("sound_page")


PLANTED = "planted/"

urlpatterns = [
    path(PLANTED + "sound/<uuid:workplace_id>/", sound, name="sound"),
    path(PLANTED + "sound/", sound_page, name="sound_page"),
    path(PLANTED + "leak/<uuid:workplace_id>/", leak, name="leak"),
    path(PLANTED + "header/<uuid:workplace_id>/", header, name="header"),
    path(PLANTED + "oracle/<uuid:workplace_id>/", oracle, name="oracle"),
    path(PLANTED + "change/<uuid:workplace_id>/", change, name="change"),
    path(PLANTED + "crash/<uuid:workplace_id>/", crash, name="crash"),
    path(PLANTED + "ungated/", ungated, name="ungated"),
    path(PLANTED + "unmapped/<uuid:pk>/", unmapped, name="unmapped"),
    path(PLANTED + "misplaced/", misplaced, name="misplaced"),
    path(PLANTED + "writes/<uuid:workplace_id>/", writes, name="writes"),
    path(PLANTED + "form/<uuid:workplace_id>/", form_page, name="form_page"),
    path(PLANTED + "kept/", kept, name="kept"),
    path(PLANTED + "unlogged/", unlogged, name="unlogged"),
    path(PLANTED + "kind/", kind, name="kind"),
    *config_urls.urlpatterns,
    path("log-in/", include("allauth.urls")),
]
