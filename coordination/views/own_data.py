"""What is kept about me, to take along (PRI-06)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from coordination.own_data import everything_about
from foundation.access.gate import allowed
from foundation.audit.models import read


@allowed("account.see")
def own_data(request: HttpRequest) -> HttpResponse:
    """One file that any program can read. That it was taken out is written in the log."""
    person = request.member.person
    answer = JsonResponse(
        everything_about(person), json_dumps_params={"ensure_ascii": False, "indent": 1}, safe=True
    )
    read(request.member, person, about=person, what="own data")
    answer["Content-Disposition"] = f'attachment; filename="samspill-{timezone.localdate()}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer
