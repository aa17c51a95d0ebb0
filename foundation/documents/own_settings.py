"""Which sentence the municipality has chosen where the texts offer several; "" leaves the sentence out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.documents.texts import choice_lazy, clauses
from foundation.tenancy.settings import declare

CLAUSES = {
    "trial_period": (_("Trial period in agreements"), "none"),
    "insurance": (_("Insurance of volunteers"), ""),
    "driving": (_("Driving"), "none"),
    "expenses": (_("Expenses"), "none"),
    "gifts": (_("Gifts"), "small_only"),
    "references": (_("Asking for references"), "none"),
    "police_certificate": (_("Police certificate"), ""),
    "confidentiality_breach": (_("What a breach of confidentiality leads to"), "none"),
}
LEFT_OUT = _("leave it out")


def _choices(code: str) -> tuple[tuple[str, str | Promise], ...]:
    """Every sentence of the clause, and to have none: where one of them says nothing, that is the way."""
    variants = clauses()[code]
    said = tuple((name, choice_lazy(code, name) if variants[name]["nb"] else LEFT_OUT) for name in variants)
    return (("", LEFT_OUT), *said) if all(words["nb"] for words in variants.values()) else said


for _code, (_label, _default) in CLAUSES.items():
    declare(
        _code,
        default=_default,
        kind=str,
        label=_label,
        choices=_choices(_code),
    )

declare(
    "insurance_own_text",
    default="",
    kind=str,
    label=_("How volunteers are insured, in the municipality’s own words"),
    help=_(
        "Stands on My page for those who do not come through an organisation. Empty: the sentence chosen above."
    ),
)
declare("insurance_name", default="", kind=str, label=_("Name of the insurance"))
declare("insurance_terms_url", default="", kind=str, label=_("Where the terms of the insurance stand"))

LAWS = {
    "confidentiality": _("Law reference: confidentiality"),
    "privacy": _("Law reference: privacy"),
    "police_certificate": _("Law reference: police certificate"),
    "cooperation": _("Law reference: cooperation with the voluntary sector"),
}
for _code, _label in LAWS.items():
    declare(f"law_{_code}", default="", kind=str, label=_label, help=_("Empty: the text of the house."))
