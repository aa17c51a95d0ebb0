"""What I hear of, how and when."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.choosing import NoticeChoices, groups_for
from foundation.access.gate import allowed
from foundation.pages.answers import done, page


@allowed("account.see")
def notice_choices(request: HttpRequest) -> HttpResponse:
    form = NoticeChoices(request.member, request.POST or None)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "notice_choices", _("Saved. It applies from now on."))
    always = [group for group in groups_for(request.member) if group.is_necessary]
    return page(request, "access/notice_choices.html", form=form, always=always)
