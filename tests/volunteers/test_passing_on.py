"""A link to pass on, by a volunteer or anybody: it names nobody, and whoever comes by it came through somebody (VOL-08)."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.test_interest import answers
from volunteers.models import Enquiry, RecruitmentLink

pytestmark = pytest.mark.usefixtures("menu")


def shown(client: Client, url: str) -> str:
    assert client.post(url).status_code in (302, 303)
    return client.get(url).context["link"].path


def test_whoever_comes_by_a_volunteers_link_counts_as_personal_contact(cast: Cast, visitor: Client) -> None:
    with enter(cast.elvebyen):
        gunnar = people.interested(cast, "gunnar")
    client, url = cast.client_for("gunnar"), reverse("my_link", args=[gunnar.pk])
    assert url in client.get("/min-side/").text
    assert "Vis lenka" in client.get(url).text
    path = shown(client, url)
    assert path in client.get(url).text
    code = path.strip("/").split("/")[-1]
    visitor.get(path)
    assert visitor.post(reverse("interest"), answers(cast.solsiden, link=code)).status_code in (302, 303)
    with enter(cast.elvebyen):
        enquiry = Enquiry.objects.latest("received_at")
        assert (enquiry.heard, enquiry.heard_via) == ("personal", "volunteer")


def test_anybody_passes_one_on_from_the_portal(cast: Cast, visitor: Client) -> None:
    url = reverse("portal_link", args=[cast.solsiden.pk])
    assert url in visitor.get(reverse("portal_workplace", args=[cast.solsiden.pk])).text
    shown(visitor, url)
    with enter(cast.elvebyen):
        link = RecruitmentLink.objects.get()
        assert (link.kind, link.heard[0], link.made_by) == ("relative", "personal", None)


def test_it_is_the_same_link_whoever_asks_and_however_often(cast: Cast, visitor: Client) -> None:
    url = reverse("portal_link", args=[cast.solsiden.pk])
    assert shown(visitor, url) == shown(cast.visitor(), url)
    with enter(cast.elvebyen):
        assert RecruitmentLink.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("gunnar", 200), ("ingrid", 403), ("kari", 403), ("solrun", 404)]
)
def test_the_own_page_is_for_the_volunteer(cast: Cast, who: str, status: int) -> None:
    with enter(cast.elvebyen):
        gunnar = people.interested(cast, "gunnar")
    assert cast.client_for(who).get(reverse("my_link", args=[gunnar.pk])).status_code == status
