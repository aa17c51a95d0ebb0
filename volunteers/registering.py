"""What the registration form asks for: the municipality's own choice, beside the name (VOL-29)."""

from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import setting

#: field -> what it is called where it is chosen
FIELDS = {
    "birth_year": _("Year of birth"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "address": _("Address"),
    "emergency": _("Whom we call if something happens"),
}
ASKED, REQUIRED = "asked", "required"
LEVELS = (("no", _("not asked for")), (ASKED, _("asked for")), (REQUIRED, _("must be filled in")))


def asked() -> dict[str, str]:
    """Field -> asked or required, in the order of the form."""
    chosen = dict(pair.split("=", 1) for pair in setting("registration_fields"))
    levels = {name: chosen.get(name, ASKED) for name in FIELDS}
    return {name: level for name, level in levels.items() if level != "no"}


def level_of(name: str) -> str:
    return asked().get(name, "no")
