"""Allergies and outlook on life (VOL-15, PRI-03): only for the person's own contact, and every reading is written down."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.audit.models import read
from foundation.pages.answers import done, page
from volunteers.forms.sensitive import SensitiveForm
from volunteers.models import SensitiveInfo
from volunteers.views.common import is_own, kindly, posted, volunteer_of


@allowed("sensitive.see")
@kindly
def sensitive_info(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "sensitive.see", volunteer_id)
    own, kept = is_own(request, volunteer), SensitiveInfo.objects.filter(volunteer=volunteer).first()
    if kept and not own:
        read(request.member, kept, about=volunteer.person, what="sensitive")
    form = SensitiveForm(posted(request), kept=kept, volunteer=volunteer, own=own)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, reverse("profile", args=[volunteer.pk]), _("Saved."))
    return page(request, "volunteers/sensitive_info.html", volunteer=volunteer, own=own, kept=kept, form=form)


@allowed("sensitive.see")
@kindly
def sensitive_info_deleted(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """The consent is taken back, and the facts are gone at once."""
    volunteer = volunteer_of(request, "sensitive.see", volunteer_id)
    if request.method == "POST":
        SensitiveInfo.withdraw(volunteer, by=request.member)
        return done(request, reverse("profile", args=[volunteer.pk]), _("Deleted. Nothing of it is kept."))
    return page(
        request,
        "confirm.html",
        title=_("Delete allergies and outlook on life?"),
        text=_("The consent is taken back, and what is written is gone at once. It cannot be fetched again."),
        submit=_("Delete it now"),
        color="danger",
        cancel_url=reverse("sensitive_info", args=[volunteer.pk]),
    )
