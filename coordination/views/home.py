"""The front door: everybody is shown to the page of the role they act in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation.access.gate import is_shown, public
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

NEXT = {"network_coordinator": ["waiting", "workplaces"]}
ELSEWHERE = "account"  # where everybody has something, also when their page is not in use


@public
def home(request: HttpRequest) -> HttpResponse:
    if request.member is None:
        return portal(request) if is_shown("portal") else redirect(settings.LOGIN_URL)
    wanted = [HOMES[request.member.role], *NEXT.get(request.member.role, [])]
    return redirect(next((name for name in wanted if is_shown(name)), ELSEWHERE))
