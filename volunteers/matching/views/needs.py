"""A need: asked by a service, passed on by the coordinator, answered by organisations; the chain is seen by whoever asked (ASG-12, ASG-13)."""

import uuid

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from volunteers.matching.forms.needs import AnswerForm, NeedForm, PassOnForm, SettlingForm, WordForm
from volunteers.matching.models import NeedOffer, NeedRequest
from volunteers.models import BlockedAttempt
from volunteers.views.common import kindly, posted


@allowed("needs.see")
def need_requests(request: HttpRequest) -> HttpResponse:
    rows = visible(request.member, "needs.see", NeedRequest).select_related("workplace", "activity_type")
    rows = rows.annotate(
        asked_of=Count("offers"), said_no=Count("offers", filter=Q(offers__answer=NeedOffer.Answer.NO))
    )
    needs = list(rows[:200])
    return page(
        request,
        "matching/need_requests.html",
        open=[one for one in needs if one.is_open],
        settled=[one for one in needs if not one.is_open],
        refused=visible(request.member, "needs.see", NeedRequest).refused().count(),
        may_ask=can(request.member, "needs.ask"),
    )


@allowed("needs.ask")
@kindly
def need_request_new(request: HttpRequest) -> HttpResponse:
    form = NeedForm(posted(request), member=request.member)
    if form.is_valid():
        made = form.save(by=request.member)
        return done(request, made, _("Sent. Here you see whom it goes to, and what they answer."))
    BlockedAttempt.note(form, "need", getattr(form, "cleaned_data", {}).get("workplace"), by=request.member)
    return page(request, "matching/need_request_new.html", form=form)


@allowed("needs.see")
def need_request(request: HttpRequest, need_request_id: uuid.UUID) -> HttpResponse:
    """The whole chain; what was said no to before about the same; and the deeds of whoever passes it on."""
    rows = visible(request.member, "needs.see", NeedRequest)
    rows = rows.select_related("workplace", "activity_type", "asked_by", "grey_zone")
    need = reach(request.member, "needs.see", NeedRequest, need_request_id, rows)
    may_pass_on = need.is_open and can(request.member, "needs.pass_on", need)
    talks = can(request.member, "needs.ask", need)
    theirs = visible(request.member, "needs.answer", NeedOffer).filter(need=need)
    return page(
        request,
        "matching/need_request.html",
        need=need,
        offers=need.offers.select_related("partner"),
        to_answer={offer.pk for offer in theirs.filter(answer="")} if need.is_open else set(),
        before=NeedRequest.objects.refused_of(need.activity_type)
        .select_related("grey_zone")
        .exclude(pk=need.pk)[:5],
        words=need.words.select_related("said_by") if talks else [],
        talks=talks,
        pass_on=PassOnForm(need=need) if may_pass_on else None,
        may_pass_on=may_pass_on,
    )


@allowed("needs.pass_on")
@kindly
def need_passed_on(request: HttpRequest, need_request_id: uuid.UUID) -> HttpResponse:
    need = reach(request.member, "needs.pass_on", NeedRequest, need_request_id)
    form = PassOnForm(posted(request), need=need)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, need, _("Asked. Each answers by themself, and the first yes takes it on."))
    return page(request, "matching/need_passed_on.html", form=form, need=need)


@allowed("needs.pass_on")
@kindly
def need_settled(request: HttpRequest, need_request_id: uuid.UUID) -> HttpResponse:
    need = reach(request.member, "needs.pass_on", NeedRequest, need_request_id)
    form = SettlingForm(posted(request))
    if form.is_valid():
        form.save(need, by=request.member)
        return done(request, need, _("Saved. Whoever asked is told."))
    return page(request, "matching/need_settled.html", form=form, need=need)


@allowed("needs.ask")
@kindly
def need_word(request: HttpRequest, need_request_id: uuid.UUID) -> HttpResponse:
    """What whoever asked and whoever passes it on say to each other, also after a no."""
    need = reach(request.member, "needs.ask", NeedRequest, need_request_id)
    form = WordForm(posted(request))
    if form.is_valid():
        form.save(need, by=request.member)
        return done(request, need, _("Sent. It stays with the need."))
    return page(request, "matching/need_word.html", form=form, need=need)


@allowed("needs.answer")
@kindly
def need_answer(request: HttpRequest, need_offer_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "needs.answer", NeedOffer).select_related("need__workplace", "partner")
    offer = reach(request.member, "needs.answer", NeedOffer, need_offer_id, rows)
    form = AnswerForm(posted(request), initial={"answer": offer.answer or None, "reason": offer.reason})
    if form.is_valid():
        form.save(offer, by=request.member)
        return done(request, offer.need, _("Thank you. Whoever asked sees your answer."))
    return page(request, "matching/need_answer.html", form=form, offer=offer, need=offer.need)
