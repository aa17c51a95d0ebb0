"""Answering in writing: from the municipality's own words, looked at first, sent once, kept; and those words themselves."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from volunteers.forms.reply import EnquiryReplyForm, ReplyTemplateForm
from volunteers.models import Enquiry, EnquiryReply, ReplyTemplate, Volunteer
from volunteers.models.reply import way_to
from volunteers.views.common import kindly, posted


@allowed("enquiries.answer")
@kindly
def enquiry_reply(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Written, looked at as it will arrive, and sent."""
    rows = visible(request.member, "enquiries.answer", Enquiry).with_wishes()
    found = rows.filter(volunteer=volunteer_id).first()
    enquiry = found or _none_here(request, volunteer_id)
    if request.method != "POST" or "change" in request.POST:
        return _write(request, EnquiryReplyForm(initial=_begun(request, enquiry), enquiry=enquiry))
    form = EnquiryReplyForm(request.POST, enquiry=enquiry)
    if not form.is_valid():
        return _write(request, form)
    if "send" not in request.POST:
        return _look(request, form)
    return _send(request, form.reply)


def _none_here(request: HttpRequest, volunteer_id: uuid.UUID) -> Enquiry:
    """Not theirs, or somebody who never wrote to us."""
    reach(request.member, "enquiries.answer", Volunteer, volunteer_id)
    raise Http404


def _begun(request: HttpRequest, enquiry: Enquiry) -> dict[str, str]:
    if request.method == "POST":
        return request.POST.dict()
    chosen = ReplyTemplate.objects.filter(pk=_uuid(request.GET.get("mal", ""))).first()
    return chosen.merged(enquiry, request.member) if chosen else {}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _spoken(enquiry: Enquiry) -> str:
    return enquiry.volunteer.person.reads


def _write(request: HttpRequest, form: EnquiryReplyForm) -> HttpResponse:
    enquiry = form.enquiry
    return page(
        request,
        "volunteers/enquiry_reply.html",
        form=form,
        enquiry=enquiry,
        volunteer=enquiry.volunteer,
        templates=ReplyTemplate.objects.filter(language=_spoken(enquiry)),
        replies=enquiry.replies.all(),
        way=way_to(enquiry),
        may_change=can(request.member, "replies.write"),
    )


def _look(request: HttpRequest, form: EnquiryReplyForm) -> HttpResponse:
    reply = form.reply
    letter = reply.letter(request.member) if way_to(form.enquiry) else None
    context = {"form": form, "volunteer": form.enquiry.volunteer, "letter": letter}
    return page(request, "volunteers/enquiry_reply_preview.html", **context)


def _send(request: HttpRequest, reply: EnquiryReply) -> HttpResponse:
    volunteer = reply.enquiry.volunteer
    if not reply.send(by=request.member):
        return done(request, volunteer, _("This was sent already, and is not sent again."))
    return done(request, volunteer, _("Your answer goes to %(name)s now.") % {"name": volunteer.first_name})


# The words that answers begin from


@allowed("replies.write")
def reply_templates(request: HttpRequest) -> HttpResponse:
    rows = visible(request.member, "replies.write", ReplyTemplate).order_by("language", "title", "id")
    return page(request, "volunteers/reply_template_list.html", templates=rows)


@allowed("replies.write")
def reply_template_new(request: HttpRequest) -> HttpResponse:
    form = ReplyTemplateForm(posted(request))
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "reply_templates", _("Saved."))
    return page(request, "volunteers/reply_template_form.html", form=form)


@allowed("replies.write")
def reply_template(request: HttpRequest, reply_template_id: uuid.UUID) -> HttpResponse:
    template = reach(request.member, "replies.write", ReplyTemplate, reply_template_id)
    form = ReplyTemplateForm(posted(request), instance=template)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "reply_templates", _("Saved."))
    return page(request, "volunteers/reply_template_form.html", form=form, answer=template)


@allowed("replies.write")
@require_POST
def reply_template_removed(request: HttpRequest, reply_template_id: uuid.UUID) -> HttpResponse:
    reach(request.member, "replies.write", ReplyTemplate, reply_template_id).remove(by=request.member)
    return done(request, "reply_templates", _("Removed. What was answered with it is kept."))
