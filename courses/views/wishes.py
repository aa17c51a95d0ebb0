"""Wishes for courses: written and joined by volunteers and employees, answered by whoever plans (CRS-11)."""

import uuid
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.forms.wish import WishAnswerForm, WishForm
from courses.models import CourseWish
from foundation.access.gate import Refused, allowed, reach, visible
from foundation.pages.answers import done, page

TOP = 5  # of a place; the rest come up when these are answered
MOST = 100


@allowed("courses.join")
def course_wishes(request: HttpRequest) -> HttpResponse:
    person = request.member.person
    form = WishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save(person, by=request.member)
        return done(request, "course_wishes", _("Thank you. You hear from us when there is an answer."))
    rows = visible(request.member, "courses.join", CourseWish).to_read(timezone.now())
    return page(request, "courses/wishes.html", form=form, wishes=rows.top().seen_by(person)[:MOST])


@allowed("courses.join")
@require_POST
def course_wish_support(request: HttpRequest, course_wish_id: uuid.UUID) -> HttpResponse:
    """Me too, or not after all: one button each way."""
    wish = reach(request.member, "courses.join", CourseWish, course_wish_id)
    wants = request.POST.get("want") != "no"
    wish.join(request.member.person, wants, by=request.member)
    return done(
        request,
        "course_wishes",
        _("You wish for it too.") if wants else _("You do not wish for it any more."),
    )


@allowed("courses.join")
@require_POST
def course_wish_back(request: HttpRequest, course_wish_id: uuid.UUID) -> HttpResponse:
    wish = reach(request.member, "courses.join", CourseWish, course_wish_id)
    if wish.person != request.member.person:
        raise Refused(None, _("Only whoever wrote a wish takes it back."))
    wish.take_back(by=request.member)
    return done(request, "course_wishes", _("It is taken back."))


@allowed("courses.answer_wishes")
def courses_wished(request: HttpRequest) -> HttpResponse:
    """What most people wish for, place by place."""
    rows = visible(request.member, "courses.answer_wishes", CourseWish).select_related("workplace", "person")
    wishes = sorted(rows.open().top()[: 5 * MOST], key=lambda one: str(one.workplace or ""))
    places = [(place, list(found)) for place, found in groupby(wishes, lambda one: one.workplace)]
    return page(
        request,
        "courses/wished.html",
        places=[(place, found[:TOP], max(0, len(found) - TOP)) for place, found in places],
        answered=rows.exclude(answered_at=None).order_by("-answered_at", "id")[:20],
    )


@allowed("courses.answer_wishes")
def course_wish_answer(request: HttpRequest, course_wish_id: uuid.UUID) -> HttpResponse:
    rows = (
        visible(request.member, "courses.answer_wishes", CourseWish)
        .top()
        .select_related("workplace", "person")
    )
    wish = reach(request.member, "courses.answer_wishes", CourseWish, course_wish_id, rows=rows)
    form = WishAnswerForm(request.POST if request.method == "POST" else None, wish=wish)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "courses_wished", _("Answered. Everybody who wishes for it is told."))
    return page(request, "courses/wish_answer.html", form=form, wish=wish)
