"""The municipality's settings and words (SYS-02)."""

import pytest
from django.urls import reverse
from django.utils import translation

from foundation.audit.models import Entry
from foundation.tenancy.context import enter, forget
from foundation.tenancy.settings import setting
from foundation.tenancy.words import sets, word
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("elvebyen")


def form(page: object) -> dict[str, object]:
    return {name: field.initial for name, field in page.context["form"].fields.items()}


def test_a_changed_threshold_applies_and_is_written_down(cast: Cast) -> None:
    marit, url = cast.client_for("marit"), reverse("settings")
    sent = form(marit.get(url)) | {"reply_days": 3}
    assert marit.post(url, sent).status_code == 303
    forget()
    assert setting("reply_days") == 3
    assert Entry.objects.get(verb="settings.changed").changes == {"reply_days": [2, 3]}


def test_nonsense_is_refused_and_nothing_changes(cast: Cast) -> None:
    marit, url = cast.client_for("marit"), reverse("settings")
    assert marit.post(url, form(marit.get(url)) | {"reply_days": 99}).status_code == 422
    assert setting("reply_days") == 2


def test_contact_may_not_change_settings(cast: Cast) -> None:
    assert cast.client_for("kari").get(reverse("settings")).status_code == 403


@pytest.mark.parametrize("term_set", list(sets()))
def test_the_chosen_words_show_on_the_pages_of_that_municipality_only(cast: Cast, term_set: str) -> None:
    marit, url = cast.client_for("marit"), reverse("settings")
    marit.post(url, form(marit.get(url)) | {"term_set": term_set})
    forget()
    with translation.override("nb"):
        chosen = word("volunteer_contact")
        assert chosen in cast.client_for("marit").get(reverse("settings")).content.decode()
        with enter(cast.fjordvik):
            assert word("volunteer_contact") == "frivillighetskontakt"
