"""What tells our three languages apart, and what a text has to keep when it is translated."""

import re

LANGUAGES = ("nb", "nn", "en")
ELSEWHERE = {
    "bokmål only": """alene ansatt ansatte avdelingen bare dere deres ennå fortsetter fra følgesvenn gjør gjøre henvendelse
        henvendelser hjem hjemme hva hvem hver hvert hvis hvor hvordan hvorfor høre ikke jeg kommer lenke lenken mer
        navn navnet noe noen sammen siden sier skriver stedet sted steder stedfortreder taushetsplikt uke uken uker veiledning
        velg velge vet vei veien være""",
    "nynorsk only": """åleine berre dykk dykkar eg enno frå følgjesvein førespurnad gjer gjere heim heime høyre ikkje kjem kor
        korleis kva kvar kven kvifor lenkje lenkja meir namn namnet noko nokon nokre rettleiing saman seie sidan sjå
        stad staden stader stadfortredar tek veit veke veker vere""",
    "Norwegian": "av det du eg eller er et ikke ikkje jeg med og på skriv som til ved vil",
}
OTHERS = {
    "nb": ("nynorsk only",),
    "nn": ("bokmål only",),
    "en": ("bokmål only", "nynorsk only", "Norwegian"),
}
GAP = re.compile(r"%%|%(?:\(\w+\))?[-+#0-9.]*[a-zA-Z]|\{[\w.]*[^{}\s]*\}")
TAG = re.compile(r"</?\w+[^>]*>")
_WORD = re.compile(r"[a-zæøåéòô]+")


def _words(kind: str) -> set[str]:
    return set(ELSEWHERE[kind].split())


def astray(text: str, language: str) -> set[str]:
    """Words of the text that belong to another language than the one it is said to be in."""
    plain = re.sub(r"https?://\S+", " ", TAG.sub(" ", GAP.sub(" ", text))).lower()
    return set(_WORD.findall(plain)) & set().union(*(_words(kind) for kind in OTHERS[language]))


def gaps(text: str) -> set[str]:
    return set(GAP.findall(text)) - {"%%"} | set(TAG.findall(text))
