"""The yes of a recipient: written down, and taken back with everything it carried (PRI-02)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from volunteers.matching.forms.consents import ConsentForm
from volunteers.matching.models import Consent
from volunteers.matching.views.common import recipient_of
from volunteers.views.common import kindly, posted


@allowed("recipients.keep")
@kindly
def consent_new(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    recipient = recipient_of(request, "recipients.keep", recipient_id)
    initial = {"purposes": Consent.Purpose.values, "informed_by_name": request.member.name}
    form = ConsentForm(posted(request), initial=initial)
    if form.is_valid():
        form.save(recipient, by=request.member)
        return done(
            request,
            recipient,
            _("Written down. %(name)s may change their mind.") % {"name": recipient.called},
        )
    return page(request, "matching/consent_new.html", form=form, recipient=recipient)


@allowed("recipients.keep")
@kindly
def consent_withdrawn(request: HttpRequest, consent_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "recipients.keep", Consent).select_related("recipient")
    consent = reach(request.member, "recipients.keep", Consent, consent_id, rows)
    recipient, is_visit = consent.recipient, consent.purpose == Consent.Purpose.VISIT
    if request.method == "POST":
        consent.withdraw(by=request.member)
        return done(request, recipient, _("Taken back. What the volunteer was told is closed."))
    what = _(
        "Visits end today, and what the volunteer has been told is closed at once. Call the volunteer first."
    )
    told = _("What the volunteer has been told is closed at once. The visits may go on.")
    return page(
        request,
        "confirm.html",
        title=_("%(name)s takes back their yes") % {"name": recipient.called},
        text=what if is_visit else told,
        submit=_("Take it back now"),
        color="danger",
        cancel_url=recipient.get_absolute_url(),
    )
