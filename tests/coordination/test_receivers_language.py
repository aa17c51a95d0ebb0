"""What is sent and made speaks the receiver's language, whoever caused it and wherever it is done (SYS-06)."""

import subprocess

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.utils import translation

from foundation.documents.issuing import issue
from foundation.documents.making import make
from foundation.documents.models import Document
from foundation.notices.drain import drain
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.coordination.sessions import introduction
from tests.documents.conftest import files  # noqa: F401  (each test has its own folder for made files)

#: What the municipality writes in, what the person has chosen, and what they therefore read.
READERS = [("nb", "", "nb"), ("nn", "", "nn"), ("nb", "nn", "nn"), ("nn", "nb", "nb"), ("nb", "en", "en")]
READER = pytest.mark.parametrize(("town", "chosen", "reads"), READERS)
MAIL = {"nb": "Blir du forhindret", "nn": "Blir du hindra", "en": "If you cannot come"}
SMS = {"nb": "Kan du ikke likevel?", "nn": "Kan du ikkje likevel?", "en": "Cannot come after all?"}
TITLE = {"nb": "Introduksjonskurs", "nn": "Introduksjonskurs", "en": "Introduction course"}
PAPER = {"nb": "Taushetserklæring", "nn": "Teieplikt", "en": "confidentiality"}


def signed_up(cast: Cast, town: str, chosen: str, channel: str = "email") -> None:
    """Done by somebody who reads English, in a request that speaks English."""
    Municipality.objects.filter(pk=cast.elvebyen.pk).update(default_language=town)
    with enter(cast.elvebyen), translation.override("en"):
        Person.objects.filter(pk=cast.ingrid.pk).update(language=chosen, channel=channel)
        introduction(cast, days=20)


@READER
def test_a_mail_sent_by_a_job_and_its_calendar_file(cast: Cast, town: str, chosen: str, reads: str) -> None:
    signed_up(cast, town, chosen)
    with translation.override("de"):  # whatever the worker happens to speak
        drain(cast.elvebyen.pk)
    [letter] = mail.outbox
    assert MAIL[reads] in letter.body
    [(_name, calendar, _type)] = letter.attachments
    assert f"SUMMARY:{TITLE[reads]}" in str(calendar)


@READER
def test_a_text_message(cast: Cast, town: str, chosen: str, reads: str) -> None:
    signed_up(cast, town, chosen, channel="sms")
    with enter(cast.elvebyen), translation.override("de"):
        letter = Notice.objects.get(channel="sms", kind="course_confirmed").letter()
    assert SMS[reads] in letter.text


@READER
def test_a_paper_drawn_by_a_job(cast: Cast, town: str, chosen: str, reads: str) -> None:
    Municipality.objects.filter(pk=cast.elvebyen.pk).update(default_language=town)
    with enter(cast.elvebyen), translation.override("en"):
        Person.objects.filter(pk=cast.ingrid.pk).update(language=chosen)
        person = Person.objects.get(pk=cast.ingrid.pk)
        document = issue("confidentiality", person, {}, by=cast.kari, workplace=cast.solsiden)
    with translation.override("de"):
        make(cast.elvebyen.pk, document.pk)
    with enter(cast.elvebyen):
        document = Document.objects.get(pk=document.pk)
    assert document.language == reads
    file = default_storage.path(document.file.name)
    printed = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert PAPER[reads].lower() in printed.lower()
    assert [said for said in PAPER.values() if said.lower() in printed.lower()] == [PAPER[reads]]
