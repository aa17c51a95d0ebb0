"""The municipality's words: which word it uses for a role, a place or a part of the model (SYS-02).

Three term sets ship with the house. Each word has four forms and a gender per language; sentences take whole forms.
"""

from typing import Any

from django.utils.translation import get_language

FORMS = ("singular", "definite", "plural", "definite_plural")


def _forms(stem: str, gender: str, language: str) -> tuple[str, str, str, str, str]:
    """Regular Norwegian forms of a word that ends in a consonant: -en/-er/-ene, nynorsk -en/-ar/-ane."""
    plural, definite_plural = ("ar", "ane") if language == "nn" else ("er", "ene")
    return stem, f"{stem}en", f"{stem}{plural}", f"{stem}{definite_plural}", gender


def _regular(nb: str, nn: str, en: str, en_plural: str = "") -> dict[str, tuple[str, ...]]:
    plural = en_plural or f"{en}s"
    return {
        "nb": _forms(nb, "m", "nb"),
        "nn": _forms(nn, "m", "nn"),
        "en": (en, f"the {en}", plural, f"the {plural}", "n"),
    }


def _given(nb: tuple[str, ...], nn: tuple[str, ...], en: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"nb": nb, "nn": nn, "en": en}


_VOLUNTEER = _given(
    ("frivillig", "den frivillige", "frivillige", "de frivillige", "m"),
    ("frivillig", "den frivillige", "frivillige", "dei frivillige", "m"),
    ("volunteer", "the volunteer", "volunteers", "the volunteers", "n"),
)
_EMPLOYEE = {
    "ansatt": _given(
        ("ansatt", "den ansatte", "ansatte", "de ansatte", "m"),
        ("tilsett", "den tilsette", "tilsette", "dei tilsette", "m"),
        ("employee", "the employee", "employees", "the employees", "n"),
    ),
    "medarbeider": _given(
        ("medarbeider", "medarbeideren", "medarbeidere", "medarbeiderne", "m"),
        ("medarbeidar", "medarbeidaren", "medarbeidarar", "medarbeidarane", "m"),
        ("employee", "the employee", "employees", "the employees", "n"),
    ),
}
_RECIPIENT = _given(
    ("beboer", "beboeren", "beboere", "beboerne", "m"),
    ("bebuar", "bebuaren", "bebuarar", "bebuarane", "m"),
    ("resident", "the resident", "residents", "the residents", "n"),
)
_GUEST = _given(
    ("gjest", "gjesten", "gjester", "gjestene", "m"),
    ("gjest", "gjesten", "gjester", "gjestene", "m"),
    ("guest", "the guest", "guests", "the guests", "n"),
)
_LEADER = _given(
    ("leder", "lederen", "ledere", "lederne", "m"),
    ("leiar", "leiaren", "leiarar", "leiarane", "m"),
    ("manager", "the manager", "managers", "the managers", "n"),
)
_WORKPLACE = {
    "arbeidssted": _given(
        ("arbeidssted", "arbeidsstedet", "arbeidssteder", "arbeidsstedene", "n"),
        ("arbeidsstad", "arbeidsstaden", "arbeidsstader", "arbeidsstadene", "m"),
        ("workplace", "the workplace", "workplaces", "the workplaces", "n"),
    ),
    "virksomhet": _given(
        ("virksomhet", "virksomheten", "virksomheter", "virksomhetene", "m"),
        ("verksemd", "verksemda", "verksemder", "verksemdene", "f"),
        ("workplace", "the workplace", "workplaces", "the workplaces", "n"),
    ),
    "tjenestested": _given(
        ("tjenestested", "tjenestestedet", "tjenestesteder", "tjenestestedene", "n"),
        ("tenestestad", "tenestestaden", "tenestestader", "tenestestadene", "m"),
        ("workplace", "the workplace", "workplaces", "the workplaces", "n"),
    ),
}
_WHEEL = {
    "ivaretakingshjulet": _given(
        (
            "ivaretakingshjul",
            "ivaretakingshjulet",
            "ivaretakingshjul",
            "ivaretakingshjulene",
            "n",
        ),
        (
            "ivaretakingshjul",
            "ivaretakingshjulet",
            "ivaretakingshjul",
            "ivaretakingshjula",
            "n",
        ),
        ("care wheel", "the care wheel", "care wheels", "the care wheels", "n"),
    ),
    "frivillighetshjulet": _given(
        (
            "frivillighetshjul",
            "frivillighetshjulet",
            "frivillighetshjul",
            "frivillighetshjulene",
            "n",
        ),
        (
            "frivilligheitshjul",
            "frivilligheitshjulet",
            "frivilligheitshjul",
            "frivilligheitshjula",
            "n",
        ),
        ("care wheel", "the care wheel", "care wheels", "the care wheels", "n"),
    ),
}


def _set(
    name: str,
    contact: str,
    contact_nn: str,
    coordinator: str,
    coordinator_nn: str,
    **chosen: dict,
) -> dict:
    return {
        "name": name,
        "volunteer_contact": _contact(contact, contact_nn, "volunteer contact"),
        "deputy_contact": _given(
            (
                "stedfortreder",
                "stedfortrederen",
                "stedfortredere",
                "stedfortrederne",
                "m",
            ),
            (
                "stadfortredar",
                "stadfortredaren",
                "stadfortredarar",
                "stadfortredarane",
                "m",
            ),
            ("deputy", "the deputy", "deputies", "the deputies", "n"),
        ),
        "network_coordinator": _contact(coordinator, coordinator_nn, "network coordinator"),
        "volunteer": _VOLUNTEER,
        "workplace_manager": _LEADER,
        **chosen,
    }


def _contact(nb: str, nn: str, en: str) -> dict[str, tuple[str, ...]]:
    words = _regular(nb, nn, en)
    if nb == "rådgiver":
        words["nb"] = ("rådgiver", "rådgiveren", "rådgivere", "rådgiverne", "m")
        words["nn"] = ("rådgivar", "rådgivaren", "rådgivarar", "rådgivarane", "m")
    return words


#: Drammen 2017, Verdighetsenteret 2025, Tønsberg 2025: code -> word -> language -> four forms and gender.
TERM_SETS: dict[str, dict[str, Any]] = {
    "drammen": _set(
        "Drammen 2017",
        *(
            "frivillighetskontakt",
            "frivilligheitskontakt",
            "nettverkskoordinator",
            "nettverkskoordinator",
        ),
        employee=_EMPLOYEE["medarbeider"],
        recipient=_RECIPIENT,
        workplace=_WORKPLACE["virksomhet"],
        wheel=_WHEEL["ivaretakingshjulet"],
    ),
    "verdighetsenteret": _set(
        "Verdighetsenteret 2025",
        *(
            "frivillighetskoordinator",
            "frivilligheitskoordinator",
            "rådgiver",
            "rådgivar",
        ),
        employee=_EMPLOYEE["ansatt"],
        recipient=_GUEST,
        workplace=_WORKPLACE["virksomhet"],
        wheel=_WHEEL["frivillighetshjulet"],
    ),
    "tonsberg": _set(
        "Tønsberg 2025",
        *(
            "frivilligkontakt",
            "frivilligkontakt",
            "frivilligkoordinator",
            "frivilligkoordinator",
        ),
        employee=_EMPLOYEE["ansatt"],
        recipient=_RECIPIENT,
        workplace=_WORKPLACE["tjenestested"],
        wheel=_WHEEL["ivaretakingshjulet"],
    ),
}


def word(code: str, form: str = "singular") -> str:
    """The entered municipality's word in the active language, in a whole inflected form."""
    from foundation.tenancy.settings import setting

    language = (get_language() or "nb")[:2]
    forms = TERM_SETS[setting("term_set")][code]
    return forms.get(language, forms["nb"])[FORMS.index(form)]
