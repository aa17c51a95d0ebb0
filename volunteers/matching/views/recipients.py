"""Wishes for a volunteer: written down, looked at, changed, ended and deleted (ASG-01)."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import allowed, visible
from foundation.audit import words
from foundation.audit.models import Entry, read
from foundation.pages.answers import done, page
from foundation.pages.numbers import in_words
from volunteers.matching import sharing
from volunteers.matching.forms.home_talks import HomeTalkForm
from volunteers.matching.forms.recipients import RecipientForm
from volunteers.matching.models import HomeTalk, Match, Recipient
from volunteers.matching.own_data import everything_about
from volunteers.matching.views.common import recipient_of
from volunteers.models import ActivityType
from volunteers.views.common import kindly, own_place, posted


@allowed("recipients.see")
def recipients(request: HttpRequest) -> HttpResponse:
    """Those who wait first, then those whom somebody visits."""
    today = request.member.today
    rows = visible(request.member, "recipients.see", Recipient).current().with_state(today)
    found = list(rows.select_related("workplace", "department").order_by("told_at", "id"))
    waiting = [one for one in found if not one.has_somebody]
    running = visible(request.member, "recipients.see", Match).current(today).with_people()
    kinds = {kind.code: str(kind) for kind in ActivityType.objects.all()}
    for one in waiting:
        one.wished = [kinds[code] for code in one.kinds if code in kinds]
    return page(
        request,
        "matching/recipients.html",
        title=_verdict(len(waiting)) if found else _("Wishes for a volunteer"),
        waiting=waiting,
        matches=running.order_by("recipient__name", "id"),
        several=len({one.workplace_id for one in found}) > 1,
    )


def _verdict(count: int) -> str:
    """The heading is the answer."""
    if count == 0:
        return _("Everybody has somebody")
    return ngettext("One waits for somebody", "%(count)s wait for somebody", count) % {
        "count": in_words(count)
    }


@allowed("recipients.keep")
@kindly
def recipient_new(request: HttpRequest) -> HttpResponse:
    form = RecipientForm(
        posted(request), member=request.member, initial={"workplace": own_place(request.member)}
    )
    if form.is_valid():
        made = form.save(by=request.member)
        told = _("Written down. Now write what %(name)s has said yes to.") % {"name": made.called}
        return done(request, made, told)
    return page(request, "matching/recipient_form.html", form=form)


@allowed("recipients.see")
def recipient(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    """Everything that is kept of one wish. That it was opened is written in the log."""
    found = recipient_of(request, "recipients.see", recipient_id)
    read(request.member, found, what="wish")
    consents = list(found.consents.all())
    return page(
        request,
        "matching/recipient.html",
        recipient=found,
        facts=sharing.facts(found),
        kinds=sharing.kinds_of(found, list(ActivityType.objects.all())),
        consents=consents,
        may_be_visited=any(one.purpose == "visit" and one.withdrawn_at is None for one in consents),
        lacks_a_yes=len({one.purpose for one in consents if one.withdrawn_at is None}) < 2,
        matches=found.matches.with_people(),
        lives_at_home=found.living_at == Recipient.Living.HOME,
        home_talk=found.home_talks.first() if found.living_at == Recipient.Living.HOME else None,
    )


@allowed("recipients.keep")
@kindly
def home_talk_new(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    """Talked over before anybody comes home; another talk is written beside the former (ASG-15)."""
    found = recipient_of(request, "recipients.keep", recipient_id)
    today = {"staff_on": request.member.today}
    form = HomeTalkForm(posted(request), instance=HomeTalk(recipient=found), initial=today)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, found, _("Written down. Now somebody may come home."))
    return page(request, "matching/home_talk_new.html", form=form, recipient=found)


@allowed("recipients.keep")
@kindly
def recipient_change(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    found = recipient_of(request, "recipients.keep", recipient_id)
    form = RecipientForm(posted(request), member=request.member, instance=found)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, found, _("Saved. What a volunteer has been told stays as it was."))
    return page(request, "matching/recipient_form.html", form=form, recipient=found)


@allowed("recipients.keep")
@kindly
def recipient_closed(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    found = recipient_of(request, "recipients.keep", recipient_id)
    if request.method == "POST":
        if not found.is_closed:
            found.close(by=request.member)
        return done(
            request,
            "recipients",
            _("Ended. Nobody is told anything more of %(name)s.") % {"name": found.called},
        )
    return page(
        request,
        "confirm.html",
        title=_("Does %(name)s no longer wish for anybody?") % {"name": found.called},
        text=_(
            "Visits end today, and what the volunteer has been told is closed. Call the volunteer first, and say thank you."
        ),
        submit=_("End the wish"),
        cancel_url=found.get_absolute_url(),
    )


@allowed("recipients.keep")
@kindly
def recipient_erased(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    """At once, when somebody asks for it; otherwise it goes by itself some time after the end."""
    found = recipient_of(request, "recipients.keep", recipient_id)
    if request.method == "POST":
        if found.erased_at is None:
            found.erase(by=request.member)
        return done(request, "recipients", _("Deleted. Nothing of it is kept."))
    return page(
        request,
        "confirm.html",
        title=_("Delete what is kept of %(name)s?") % {"name": found.called},
        text=_(
            "Name, wishes and everything that was agreed are gone at once, and visits end. It cannot be fetched again."
        ),
        submit=_("Delete it now"),
        color="danger",
        cancel_url=found.get_absolute_url(),
    )


@allowed("recipients.see")
def recipient_data(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    """Everything that is kept, for whoever asks what stands there about them."""
    found = recipient_of(request, "recipients.see", recipient_id)
    read(request.member, found, what="own wish")
    answer = JsonResponse(everything_about(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="samspill-{timezone.localdate()}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@allowed("recipients.see")
def recipient_log(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    found = recipient_of(request, "recipients.see", recipient_id)
    about = [
        found.pk,
        *found.matches.values_list("pk", flat=True),
        *found.consents.values_list("pk", flat=True),
    ]
    entries = Entry.objects.filter(object_id__in=about)[:200]
    lines = [(entry, words.said(entry)) for entry in entries]
    return page(request, "matching/recipient_log.html", recipient=found, lines=lines)
