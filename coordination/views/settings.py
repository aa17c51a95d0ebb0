"""The municipality's settings: thresholds and words (SYS-02, §18 of the requirements)."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.forms.settings import SettingsForm
from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from foundation.pages.languages import NAMES
from foundation.tenancy.context import current
from foundation.tenancy.elements import ELEMENTS, chosen
from foundation.tenancy.words import word


@allowed("settings.change")
def settings_page(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None)
    if form.is_valid():
        changed = form.save(by=request.member)
        return done(request, "settings", _("Saved.") if changed else _("Nothing was changed."))
    return page(request, "coordination/settings.html", form=form, links=list(_more()))


def _more() -> Iterator[dict[str, str]]:
    """What has a page of its own."""
    some = ", ".join(word(code) for code in ("volunteer_contact", "network_coordinator", "workplace"))
    yield {"url": reverse("words"), "icon": "edit", "title": _("Your words"), "text": some}
    count = ngettext("%(count)s of %(all)s in use", "%(count)s of %(all)s in use", len(chosen()))
    count = count % {"count": len(chosen()), "all": len(ELEMENTS)}
    yield {"url": reverse("elements"), "icon": "wheel", "title": _("Elements of the model"), "text": count}
    yield {
        "url": reverse("step_definitions"),
        "icon": "wheel",
        "title": _("Steps and checklists"),
        "text": _("What the steps are called, what is easily forgotten, what applies here"),
    }
    yield {
        "url": reverse("kinds_that_ask"),
        "icon": "document",
        "title": _("Which kinds of activity ask for more"),
        "text": _("References and police certificate"),
    }
    yield {
        "url": reverse("registration_fields"),
        "icon": "edit",
        "title": _("Registration form"),
        "text": _("What a new volunteer is asked for"),
    }
    described = _("Role, responsibility, tasks and what must be in place")
    yield {
        "url": reverse("function_wording"),
        "icon": "document",
        "title": _("Function description"),
        "text": described,
    }
    spoken = ", ".join(NAMES[code] for code in current().languages)
    yield {"url": reverse("languages"), "icon": "globe", "title": _("Languages"), "text": spoken}
