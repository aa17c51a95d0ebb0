from collections.abc import Callable

from django.test import Client

from tests.access.conftest import code_in
from tests.cast import Cast

LOG_IN, CODE = "/konto/logg-inn/", "/konto/logg-inn/kode/"


def ask(client: Client, email: str) -> object:
    return client.post(LOG_IN, {"email": email})


def test_a_volunteer_logs_in_with_a_code_from_the_mail(cast: Cast, posted: Callable) -> None:
    client = cast.visitor()
    [message] = posted(lambda: ask(client, "Ingrid@Elvebyen.example"))
    assert message.to == ["Ingrid Solheim <ingrid@elvebyen.example>"]
    response = client.post(CODE, {"code": code_in(message)})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").content == b"Ingrid Solheim"
