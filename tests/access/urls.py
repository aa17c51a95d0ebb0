"""Some rooms above the gate, so that log-in and rights can be walked through without them."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from coordination.views.installing import icon
from foundation.access.gate import allowed, public, reach
from foundation.access.models import Appointment


@public
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.member.name if request.member else "Hei")


@allowed("appointments.see")
def staff(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.member.name} er inne")


@allowed("appointments.end")
def ending(request: HttpRequest, pk: object) -> HttpResponse:
    appointment = reach(request.member, "appointments.end", Appointment, pk)
    return HttpResponse(str(appointment.person))


RECEIVED: list[dict[str, list[str]]] = []


@allowed("account.see")
def write(request: HttpRequest) -> HttpResponse:
    """A long form: answers what it was sent."""
    said = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if request.method == "POST":
        RECEIVED.append(said)
    return JsonResponse(said)


urlpatterns = [
    path("skriv/", write, name="write"),
    path("", home, name="home"),
    path("favicon.ico", icon, name="icon"),
    path("folk/", staff, name="staff"),
    path("folk/<uuid:pk>/slutt/", ending, name="ending"),
    path("konto/", include("foundation.access.urls")),
]
