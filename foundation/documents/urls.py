"""The addresses of papers. /ekte/ stands printed on paper and never changes."""

from django.urls import path

from foundation.documents.codes import CHECK_PATH
from foundation.documents.views import checking, looks, papers, signatures

# /my papers/
own = [path("papirer/", papers.documents, name="documents")]

# /one paper/
one = [
    path("papirer/<uuid:document_id>/", papers.document, name="document"),
    path("papirer/<uuid:document_id>/tilstand/", papers.document_state, name="document_state"),
    path("papirer/<uuid:document_id>/fil/", papers.document_file, name="document_file"),
    path("papirer/<uuid:document_id>/laging/", papers.document_making, name="document_making"),
    path("papirer/<uuid:document_id>/signatur/", signatures.document_signature, name="document_signature"),
    path(
        "papirer/<uuid:document_id>/papirsignatur/",
        signatures.document_paper_signature,
        name="document_paper_signature",
    ),
    path("papirer/<uuid:document_id>/lenke/", signatures.document_link, name="document_link"),
    path(
        "papirer/<uuid:document_id>/tilbakekalling/", papers.document_revocation, name="document_revocation"
    ),
]

# /a person's papers/
persons = [path("papirer/person/<uuid:person_id>/", papers.documents_of_person, name="documents_of_person")]

# /how certificates look/
looks_of = [
    path("papirer/kursbevis/", looks.certificate_look, name="certificate_look"),
    path("papirer/kursbevis/<str:language>/", looks.certificate_words, name="certificate_words"),
    path(
        "papirer/kursbevis/<str:language>/tilbake/",
        looks.certificate_words_back,
        name="certificate_words_back",
    ),
    path("papirer/bilde/<uuid:picture_id>/", looks.picture, name="picture"),
    path("papirer/bilde/<uuid:picture_id>/bort/", looks.picture_away, name="picture_away"),
]

# /without log-in/
visitors = [
    path("signer/takk/", signatures.signing_thanks, name="signing_thanks"),
    path("signer/<str:secret>/", signatures.signing, name="signing"),
    path(CHECK_PATH.lstrip("/"), checking.document_check, name="document_check"),
]

urlpatterns = own + one + persons + looks_of + visitors
