"""What somebody has told of themself: all of it on one page, and a page for each question (VOL-14 to VOL-18, VOL-21 to VOL-23)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, marked, reach, visible
from foundation.access.who_may import names
from foundation.audit.models import read
from foundation.pages.answers import done, page
from volunteers import hours, profiles
from volunteers.models import Profile, SensitiveInfo, Volunteer
from volunteers.views.common import home_of, is_own, kindly, posted, volunteer_of


@allowed("volunteers.see")
def profile(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """What everybody who follows up may see, and what was said to the contact only for those who may read it."""
    rows = visible(request.member, "volunteers.see", Volunteer)
    rows = rows.select_related("person", "workplace", "profile__partner")
    rows = marked(
        rows,
        request.member,
        may_read="volunteers.read_notes",
        may_write="profiles.write",
        may_see_sensitive="sensitive.see",
    )
    found = reach(request.member, "volunteers.see", Volunteer, volunteer_id, rows)
    own = is_own(request, found)
    if found.may_read and not own:
        read(request.member, found, about=found.person, what="profile")
    return page(
        request,
        "volunteers/profile.html",
        volunteer=found,
        own=own,
        parts=profiles.told(found, found.may_read),
        former=profiles.former(Profile.of(found)) if found.may_read else [],
        seen=_who_sees(request, found),
        months=_months(found),
        sensitive=found.may_see_sensitive and SensitiveInfo.objects.filter(volunteer=found).first(),
        back_url=home_of(request, found),
    )


def _months(volunteer: Volunteer) -> list[hours.Month]:
    """What is planned beside what is wanted, this month and the next (VOL-17)."""
    if not Profile.of(volunteer).max_hours_month:
        return []
    this = hours.month_of(timezone.localdate())
    return [hours.of(volunteer, month) for month in (this, hours.month_after(this))]


def _who_sees(request: HttpRequest, volunteer: Volunteer) -> dict[str, list[str]]:
    """By name, for each kind of answer that this reader sees."""
    actions = [profiles.OPEN]
    actions += [profiles.TOLD] * volunteer.may_read + ["sensitive.see"] * volunteer.may_see_sensitive
    return {
        action.replace(".", "_"): names(action, volunteer, request.member, also=volunteer.person)
        for action in actions
    }


@allowed("profiles.write")
@kindly
def profile_part(request: HttpRequest, volunteer_id: uuid.UUID, part: str) -> HttpResponse:
    """One question after another, or only this one."""
    volunteer = volunteer_of(request, "profiles.write", volunteer_id)
    asked = profiles.PARTS.get(part)
    if asked is None:
        raise Http404
    form = asked.form(posted(request), instance=Profile.of(volunteer))
    if form.is_valid():
        form.save(by=request.member)
        following = profiles.after(part) if "only" not in request.POST else ""
        return done(request, _next(volunteer, following), _("Saved."))
    return page(
        request,
        "volunteers/profile_part.html",
        volunteer=volunteer,
        own=is_own(request, volunteer),
        part=asked,
        is_last=not profiles.after(part),
        form=form,
    )


def _next(volunteer: Volunteer, part: str) -> str:
    if part:
        return reverse("profile_part", args=[volunteer.pk, part])
    return reverse("profile", args=[volunteer.pk])
