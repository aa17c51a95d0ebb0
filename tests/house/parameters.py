"""URL parameters that hold no row: a word that works. Rows need no line here: `<uuid:volunteer_id>` names its model."""

#: Our own: one value that exists.
WORDS: dict[str, str] = {
    "checklist": "dilemmas",
    "factor": "1",
    "language": "nb",
    "part": "liker",
    "point": "money",
    "step": "training",
    "ticket": "no-square-says-this",
    "term": "volunteer_contact",
    "whom": "recipients",
}

#: Those of the libraries whose pages we include.
FOREIGN: dict[str, str | int] = {
    "key": "nobody-has-this",
    "uidb36": "1",
    "pk": 1,
    "provider_id": "nobody",
}
