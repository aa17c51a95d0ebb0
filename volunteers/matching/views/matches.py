"""Two who are brought together: decided, told, asked how it goes, and ended (ASG-02, ASG-03, ASG-16, PRI-01)."""

import uuid
from operator import attrgetter

from django.db.models import Exists, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, reach, visible
from foundation.access.members import Member
from foundation.audit.models import read
from foundation.pages.answers import done, page
from volunteers.matching import sharing
from volunteers.matching.figures import together
from volunteers.matching.forms.matches import EndingForm, FeedbackForm, MatchForm, ReleaseForm
from volunteers.matching.models import Consent, Match, MatchRelease, MatchTimes
from volunteers.matching.suggestions import known, pair
from volunteers.matching.views.common import match_of, must_be_here, recipient_of
from volunteers.models import ActivityType, BlockedAttempt, Concern, Volunteer
from volunteers.views.common import kindly, posted


@allowed("matches.decide")
@kindly
def match_new(request: HttpRequest, recipient_id: uuid.UUID, volunteer_id: uuid.UUID) -> HttpResponse:
    """The contact decides; the reasons stand there to begin from."""
    today = request.member.today
    must_be_here(Volunteer, volunteer_id)
    recipient = recipient_of(request, "matches.decide", recipient_id)
    rows = known(visible(request.member, "matches.decide", Volunteer), today)
    volunteer = reach(request.member, "matches.decide", Volunteer, volunteer_id, rows)
    code = request.GET.get("kind") or (recipient.kinds or [""])[0]
    kind = ActivityType.objects.publishable().filter(code=code).first()
    pairing = pair(volunteer, recipient, kind, today)
    initial = {"activity_type": kind, "reason": pairing.why}
    form = MatchForm(
        posted(request), instance=Match(volunteer=volunteer, recipient=recipient), initial=initial
    )
    if form.is_valid():
        made = form.save(by=request.member)
        told = _("Decided. Now choose what %(name)s is told.") % {"name": volunteer.first_name}
        return done(request, made, told)
    BlockedAttempt.note(form, "match", recipient.workplace, by=request.member)
    return page(
        request,
        "matching/match_new.html",
        form=form,
        recipient=recipient,
        volunteer=volunteer,
        pairing=pairing,
    )


@allowed("matches.decide")
def match(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    """What was agreed and why, what is told, and how it goes."""
    found = match_of(request, "matches.decide", match_id)
    read(request.member, found.recipient, about=found.volunteer.person, what="wish")
    releases, closing = list(found.releases.all()), attrgetter("closed_at")
    may_share, reads = _about_telling(found, request.member)
    return page(
        request,
        "matching/match.html",
        match=found,
        told=[one for one in releases if one.closed_at is None],
        closed=sorted((one for one in releases if one.closed_at), key=closing, reverse=True),
        may_share=may_share,
        reads=reads,
        times=found.times.coming(timezone.now()).first(),
        feedback=found.feedback.all(),
        beyond=visible(request.member, "concerns.read", Concern).filter(
            pk__in=found.beyond.values("concern")
        ),
    )


def _about_telling(match: Match, member: Member) -> tuple[bool, bool]:
    """Whether there is a yes to telling the volunteer, and whether they read something now; in one question."""
    open_now = MatchRelease.objects.open_to(match.volunteer.person, member.today).filter(match=match)
    asked = Match.objects.filter(pk=match.pk).annotate(
        yes=Exists(_yes_to_sharing(match)), reads=Exists(open_now)
    )
    return asked.values_list("yes", "reads").get()


def _said_yes_to_sharing(match: Match) -> bool:
    return _yes_to_sharing(match).exists()


def _yes_to_sharing(match: Match) -> QuerySet[Consent]:
    return Consent.objects.valid().filter(recipient=match.recipient, purpose=Consent.Purpose.SHARING)


@allowed("matches.decide")
@kindly
def match_sharing(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    found = match_of(request, "matches.decide", match_id)
    read(request.member, found.recipient, about=found.volunteer.person, what="wish")
    if not found.is_running or not _said_yes_to_sharing(found):
        return done(request, found, _("Nothing is told without a yes to it, nor when it has ended."))
    now = sharing.told(found)
    first = not now and not found.releases.exists()
    form = ReleaseForm(
        posted(request), match=found, told=sharing.could_be_told(found.recipient) if first else now
    )
    if form.is_valid():
        form.save(by=request.member)
        return done(
            request, found, _("Saved. %(name)s finds it on My page.") % {"name": found.volunteer.first_name}
        )
    return page(request, "matching/match_sharing.html", form=form, match=found)


@allowed("matches.decide")
@kindly
def match_feedback(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    found = match_of(request, "matches.decide", match_id)
    form = FeedbackForm(posted(request))
    if form.is_valid():
        form.save(found, by=request.member)
        return done(request, found, _("Written down."))
    return page(request, "matching/match_feedback.html", form=form, match=found)


@allowed("matches.decide")
@kindly
def match_change(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    """Something else is agreed: the former stays as it was, and the next follows it."""
    found = match_of(request, "matches.decide", match_id)
    if not found.is_running:
        return done(request, found, _("This has ended."))
    initial = {
        name: getattr(found, name) for name in ("activity_type", "frame", "most_at_once", "until", "reason")
    }
    draft = Match(volunteer=found.volunteer, recipient=found.recipient)
    form = MatchForm(posted(request), instance=draft, initial=initial, follows=found)
    if form.is_valid():
        following = form.save(by=request.member)
        return done(request, following, _("Saved. What was agreed before stands below."))
    BlockedAttempt.note(form, "match", found.recipient.workplace, by=request.member)
    return page(request, "matching/match_change.html", form=form, match=found)


@allowed("matches.decide")
@kindly
def match_ending(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    found = match_of(request, "matches.decide", match_id)
    form = EndingForm(posted(request))
    if form.is_valid():
        form.save(found, by=request.member)
        told = _("Ended. Call %(name)s and say thank you.") % {"name": found.volunteer.first_name}
        return done(request, found.recipient, told)
    return page(request, "matching/match_ending.html", form=form, match=found)


@allowed("matches.see_frame")
def match_frames(request: HttpRequest) -> HttpResponse:
    """For those who receive the volunteers: who comes to whom, and what was agreed. No wishes, nothing that was shared."""
    rows = visible(request.member, "matches.see_frame", Match).current(request.member.today).with_people()
    agreed = Prefetch("times", MatchTimes.objects.running())
    rows = rows.prefetch_related("recipient__home_talks", agreed)
    matches = rows.order_by("recipient__workplace__name", "volunteer__person__name", "id")
    return page(request, "matching/match_frames.html", matches=matches)


@allowed("matches.count")
def lasting(request: HttpRequest) -> HttpResponse:
    """How many have been together for a year: shown on the overview."""
    return page(request, "matching/together.html", together=together(request.member))
