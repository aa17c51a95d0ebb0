"""The front door: everybody is shown to the page of the role they act in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation.access.gate import public
from volunteers.views.portal import portal

HOMES = {
    "network_coordinator": "overview",
    "volunteer_contact": "waiting",
    "deputy_contact": "waiting",
    "workplace_manager": "visits",
    "employee": "visits",
    "course_leader": "courses",
    "tenant_admin": "settings",
    "cross_sector_coordinator": "workplaces",
    "sector_manager": "account",
    "partner_contact": "workplaces",
    "self": "my_page",
}


@public
def home(request: HttpRequest) -> HttpResponse:
    if request.member is None:
        return portal(request)
    return redirect(HOMES[request.member.role])
