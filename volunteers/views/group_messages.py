"""One message to a filtered group: written, looked at with exactly who gets it how, sent once, and followed."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from volunteers import listing
from volunteers.correspondence import Reach, lines, previews, sent
from volunteers.forms.group_message import GroupMessageForm
from volunteers.models import GroupMessage, GroupMessageCopy, Volunteer


@allowed("messages.send")
def group_message_new(request: HttpRequest) -> HttpResponse:
    """Written for the list that stands in the address; shown before it goes; sent to those who are ticked."""
    if request.method != "POST" or "change" in request.POST:
        return _write(request, GroupMessageForm(initial=request.POST.dict()))
    form = GroupMessageForm(request.POST)
    if not form.is_valid():
        return _write(request, form)
    if "send" in request.POST and (to := _ticked(request, request.POST)):
        return _send(request, form.message, to)
    return _look(request, form)


def _write(request: HttpRequest, form: GroupMessageForm) -> HttpResponse:
    found = Reach.of(_chosen(request))
    return page(request, "volunteers/group_message_new.html", form=form, reach=found)


def _look(request: HttpRequest, form: GroupMessageForm) -> HttpResponse:
    found = Reach.of(_chosen(request))
    response = page(
        request,
        "volunteers/group_message_preview.html",
        form=form,
        reach=found,
        letters=previews(form.message, found, request.member),
        nobody_ticked="send" in request.POST,
    )
    response.status_code = 422 if "send" in request.POST else 200
    return response


def _send(request: HttpRequest, message: GroupMessage, to: list[Volunteer]) -> HttpResponse:
    if not message.send(to, by=request.member):
        first = GroupMessage.objects.get(submission=message.submission)
        return done(request, first, _("This was sent already, and is not sent again."))
    text = ngettext("Sent to one.", "Sent to %(number)s.", len(to)) % {"number": len(to)}
    if nobody := len(Reach.of(to).nobody):
        remain = ngettext("One is left for you to tell.", "%(number)s are left for you to tell.", nobody)
        text = f"{text} {remain % {'number': nobody}}"
    return done(request, message, text)


def _chosen(request: HttpRequest) -> list[Volunteer]:
    return list(listing.chosen(request.member, request.GET, timezone.now(), "messages.send"))


def _ticked(request: HttpRequest, given: QueryDict) -> list[Volunteer]:
    """Whoever is no longer theirs has gone from the list meanwhile."""
    pks = [pk for pk in map(_uuid, given.getlist("to")) if pk]
    return list(visible(request.member, "messages.send", Volunteer).with_people().filter(pk__in=pks))


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


# What was sent


@allowed("messages.see")
def group_messages(request: HttpRequest) -> HttpResponse:
    found = Paginator(sent(request.member), listing.PAGE).get_page(request.GET.get("page"))
    return page(request, "volunteers/group_message_list.html", page_obj=found)


@allowed("messages.see")
def group_message(request: HttpRequest, group_message_id: uuid.UUID) -> HttpResponse:
    message = reach(request.member, "messages.see", GroupMessage, group_message_id)
    found = lines(request.member, message)
    untold = [line.copy for line in found if not line.copy.way]
    return page(
        request,
        "volunteers/group_message.html",
        message=message,
        went=[line for line in found if line.copy.way],
        untold=untold,
    )


@allowed("messages.send")
@require_POST
def group_message_told(request: HttpRequest, group_message_copy_id: uuid.UUID) -> HttpResponse:
    copy = _copy(request, group_message_copy_id)
    copy.tell(by=request.member)
    undo = reverse("group_message_untold", args=[copy.pk])
    return done(request, copy.message, _("%(name)s knows.") % {"name": copy.volunteer.first_name}, undo=undo)


@allowed("messages.send")
@require_POST
def group_message_untold(request: HttpRequest, group_message_copy_id: uuid.UUID) -> HttpResponse:
    copy = _copy(request, group_message_copy_id)
    copy.untell(by=request.member)
    return done(request, copy.message, _("Undone. It waits again."))


def _copy(request: HttpRequest, pk: uuid.UUID) -> GroupMessageCopy:
    rows = visible(request.member, "messages.send", GroupMessageCopy).with_people()
    return reach(request.member, "messages.send", GroupMessageCopy, pk, rows)
