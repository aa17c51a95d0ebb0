"""Sample pages of nothing but our parts, without rows: for looking, for axe, and for the tests of the parts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from foundation.pages import navigation
from foundation.pages.answers import in_error
from foundation.pages.charts import Columns, Trend
from foundation.pages.navigation import NavItem
from volunteers.wheel import Sector, Wheel

MARIT = SimpleNamespace(name="Marit Haugland", phone="00 00 00 10", email="marit@elvebyen.example")
ELVEBYEN = SimpleNamespace(name="Elvebyen kommune", place="Elvebyen", color="brand1")
CONTACT = ("volunteer_contact", "frivilligkontakt")
OWN = ("self", "min side")
STAFF_NAV = ["Hva venter", "Frivillige", "Aktiviteter", "Kurs og samlinger", "Forum", "Håndbok"]


def marit() -> SimpleNamespace:
    return MARIT


def a_word(code: str, form: str = "singular") -> str:
    return f"{code}/{form}"


def member(name: str, role: str, *roles: tuple[str, str], place: str = "") -> SimpleNamespace:
    return SimpleNamespace(name=name, role=role, roles=[*roles, OWN], place=place)


KARI = member("Kari Nygård", "volunteer_contact", CONTACT, place="Solsiden sykehjem")
ODDVAR = member("Oddvar Lien", "self")


def request_for(who: SimpleNamespace | None, path: str = "/", receipt: str = "") -> HttpRequest:
    request = RequestFactory(headers={"host": "elvebyen.localhost"}).get(path)
    request.member, request.municipality, request.htmx = who, ELVEBYEN, None
    request._messages = CookieStorage(request)
    if receipt:
        messages.success(request, receipt, extra_tags="undo:/angre/")
    return request


def sample_nav() -> dict[str, NavItem]:
    """Entries that need no address of other rooms: all lead to the test's own front page."""
    items = [
        NavItem(f"staff-{i}", label, "sample", roles={"volunteer_contact"}, order=i, fragment=f"#{i}")
        for i, label in enumerate(STAFF_NAV)
    ]
    items[0] = replace(items[0], count=lambda m: 2)
    own = [("Min side", "home"), ("Når og hvor", "calendar"), ("Meldinger", "chat")]
    items += [
        NavItem(f"own-{i}", text, "sample", roles={"self"}, icon=icon, fragment=f"#{i}" if i else "")
        for i, (text, icon) in enumerate(own)
    ]
    public = [("Aktiviteter", ""), ("Steder og folk", ""), ("Slik er det", ""), ("Min side", "person")]
    items += [
        NavItem(f"public-{i}", text, "sample", roles={"public"}, icon=icon, order=i, fragment=f"#{i}")
        for i, (text, icon) in enumerate(public)
    ]
    items += [
        NavItem("foot-1", "Slik tar vi vare på opplysningene dine", "sample", {"public"}, where="foot"),
        NavItem("foot-2", "Tilgjengelighet", "sample", {"public"}, where="foot"),
        NavItem(
            "me-1", "Innstillinger", "sample", {"volunteer_contact", "self"}, where="me", icon="settings"
        ),
    ]
    return {item.code: item for item in items}


class Interest(forms.Form):
    name = forms.CharField(label="Hva heter du?")
    phone = forms.CharField(
        label="Mobil",
        help_text="Kari ringer deg på dette nummeret.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    place = forms.ChoiceField(
        label="Hvor vil du være med?",
        widget=forms.RadioSelect,
        choices=[(p, p) for p in ("Solsiden sykehjem", "Elvebredden", "Furumo dagsenter", "Vet ikke ennå")],
    )
    likes = forms.MultipleChoiceField(
        label="Hva har du lyst til?",
        required=False,
        help_text="Kryss av så mange du vil, eller ingen.",
        widget=forms.CheckboxSelectMultiple,
        choices=[(p, p) for p in ("Kaffebesøk", "Sang og musikk", "Gå tur", "Lese høyt", "Måltid")],
    )
    day = forms.DateField(label="Når passer det å møtes?", required=False)
    at = forms.TimeField(label="Hvilken tid?", required=False)
    about = forms.CharField(label="Vil du fortelle noe mer?", required=False, widget=forms.Textarea)
    where = forms.ChoiceField(label="Bydel", choices=[("", "Velg bydel"), ("s", "Sentrum"), ("f", "Furumo")])
    picture = forms.FileField(label="Bilde av deg", required=False)
    consent = forms.BooleanField(label="Det er greit at Elvebyen kommune lagrer dette for å ta kontakt.")

    def clean_phone(self) -> str:
        if len(self.cleaned_data["phone"].replace(" ", "")) < 8:
            raise forms.ValidationError("Nummeret mangler to siffer. Skriv alle åtte.")
        return self.cleaned_data["phone"]


class Choose(forms.Form):
    interest = forms.ChoiceField(
        label="Interesse", choices=[("", "Alle interesser"), ("m", "Musikk og sang")]
    )
    place = forms.ChoiceField(label="Sted", choices=[("", "Hele Elvebyen"), ("s", "Sentrum")])
    when = forms.ChoiceField(label="Når passer det?", choices=[("", "Når som helst"), ("k", "På kvelden")])


FILLED_IN = {
    "name": "Ingrid Solheim",
    "phone": "9000 12",
    "place": "Solsiden sykehjem",
    "likes": ["Kaffebesøk"],
    "where": "s",
    "consent": "on",
}
STEPS = [
    (("Rekruttert",), "18. okt.", "done", "Rekruttering", "Gjort 18. oktober"),
    (("Interessert",), "svar 20. okt.", "done", "Interessert frivillig", "Svart 20. oktober"),
    (("Første", "møte"), "2. nov.", "done", "Første møte", "Gjort 2. november"),
    (("Første", "oppdrag"), "19. nov.", "done", "Første oppdrag", "Gjort 19. november"),
    (("Oppfølging",), "innen torsdag", "next", "Oppfølgingstelefon", "Neste, innen torsdag"),
    (("Opplæring",), "8. des.", "planned", "Opplæring", "Påmeldt 8. desember"),
    (("Samling",), "10. des.", "planned", "Frivilligsamling", "Invitert 10. desember"),
    (("Veiledning",), "ved behov", "later", "Veiledning", "Ved behov"),
    (("Avslutning",), "en gang", "later", "Avslutning", "En gang, med takk"),
]


def wheel(id: str = "wheel", paused: str = "", **states: str) -> Wheel:
    """The wheel of Ingrid; states by number: wheel(s5="late")."""
    sectors = [
        Sector(i, lines, when, states.get(f"s{i}", state), f"#steg-{i}", name, said)
        for i, (lines, when, state, name, said) in enumerate(STEPS, start=1)
    ]
    return Wheel("Ivaretakingshjulet til Ingrid Solheim", sectors, id=id, paused=paused)


def deed(name: str, tag: str, why: str, state: str, said: str, **more: str) -> dict[str, str]:
    return {
        "name": name,
        "url": "#hvem",
        "tag": tag,
        "why": why,
        "state": state,
        "state_text": said,
        "do_url": "/gjort/",
        "help_url": "#ring",
        "help_text": "Ring",
        "help_icon": "phone",
        "do_text": "Jeg har svart",
        **more,
    }


def context_of() -> dict[str, Any]:
    now = timezone.now()
    return {
        "now": now,
        "wheel": wheel(),
        "late_wheel": wheel("late", s5="late", s8="skipped"),
        "paused_wheel": wheel("paused", paused="til 1. mars"),
        "late": [
            deed(
                "Tor-Arne Myhre",
                "Ny henvendelse",
                "Vil gjerne gå tur. Pensjonert postbud, bor i Furumo.",
                "late",
                "Skulle hatt svar fredag. Jonas fikk beskjed i går.",
            ),
            deed(
                "Lise Bakken",
                "Oppfølgingstelefon",
                "Hun leste høyt på avdeling 3.",
                "late",
                "Skulle vært ringt lørdag, sju dager etter første gang",
                help_text="Samtaleguide",
                help_icon="book",
                do_text="Vi har snakket",
            ),
        ],
        "today": [
            deed(
                "Fatima Rahimi",
                "Første møte",
                "Rommet er bestilt. Husk kaffe og taushetserklæring.",
                "soon",
                "Kl. 13.00, i det lille møterommet",
                help_text="Skriv ut mappa",
                help_icon="print",
                do_text="Vi har møttes",
            ),
            deed(
                "Oddvar Lien",
                "Ber om veiledning",
                "«Jeg ble litt usikker sist. Kan vi ta en prat?»",
                "next",
                "Spurte i går kveld",
                do_text="Tid er avtalt",
            ),
        ],
        "done": [{"text": "Solveig Aune er takket for julebaksten", "undo_url": "/angre/"}],
        "bars": [
            {"label": w, "value": n, "url": "#"}
            for w, n in [("Interessert", 3), ("Første oppdrag", 1), ("Samling", 0), ("I god gang", 9)]
        ],
        "happened": [
            {
                "at": now - timedelta(days=1),
                "title": "Tilbakemelding fra avdeling 2",
                "quote": "Fru Dahl nynnet resten av dagen.",
                "by": "Anne Lund",
            },
            {
                "at": now - timedelta(days=20),
                "title": "Første møte, 50 minutter",
                "text": "Begge sa ja. Taushetserklæring signert.",
            },
        ],
        "steps": [
            {"state": "done", "title": "Du har meldt deg", "text": "Kvittering er sendt på SMS."},
            {
                "state": "next",
                "title": "Kari ringer deg innen torsdag 26. november",
                "text": "Rekker hun det ikke, ringer Jonas.",
            },
            {
                "state": "later",
                "title": "Dere møtes og tar en prat",
                "text": "Over en kaffekopp, der det passer deg.",
            },
        ],
        "activities": [
            {
                "drawing": "coffee_visit",
                "title": "Kaffebesøk",
                "url": "#1",
                "text": "Drikk en kopp kaffe sammen med en beboer.",
                "place": "Solsiden sykehjem",
                "when": "En time, dagen velger du",
                "contact": "Kari Nygård",
            },
            {
                "drawing": "song_hour",
                "title": "Sangstund på fredag",
                "url": "#2",
                "text": "Syng med, spill litt, eller sett ut stoler.",
                "place": "Elvebredden",
                "when": "Fredager kl. 11–12",
                "contact": "Eirik Sand",
            },
            {
                "drawing": "walking_friend",
                "title": "Gå tur sammen",
                "url": "#3",
                "text": "Rolige turer langs elva.",
                "place": "Furumo dagsenter",
                "when": "Tirsdager kl. 12",
                "contact": "Hanne Tveit",
                "full": True,
            },
        ],
        "links": [
            {
                "icon": "heart",
                "title": "Be om en prat",
                "text": "Er du usikker på noe, tar Kari seg tid.",
                "url": "#prat",
            },
            {
                "icon": "pause",
                "title": "Ta en pause",
                "text": "Så lenge du vil. Vi holder plassen din.",
                "url": "#pause",
            },
            {"icon": "flag", "title": "Avslutte", "text": "Du bestemmer når.", "url": "#slutt"},
        ],
        "facts": [("Navn", "Ingrid Solheim"), ("Sted", "Solsiden sykehjem"), ("Tomt", "")],
        "charts": [TIMELY, CALLED, COME_AND_GO],
        "choose": Choose(),
        "page_obj": Paginator(range(90), 30).page(2),
        "names": ["Kari Nygård", "Jonas Berg", "Ingrid selv"],
    }


MONTHS = ["jun", "jul", "aug", "sep", "okt", "nov"]
ALIKE = {"goal": 90, "goal_text": "mål 90 %", "unit": " %", "top": 100}
TIMELY = Trend(
    "Flere får svar i tide",
    "Andel som fikk svar innen to virkedager",
    "Linje fra 61 prosent i juni til 92 prosent i november. Målet er 90 prosent.",
    ("Måned", "Svar i tide"),
    list(zip(MONTHS, [61, 70, 74, 83, 88, 92], strict=True)),
    **ALIKE,
)
CALLED = Trend(
    "Oppfølgingstelefonen henger etter",
    "Andel ringt innen en uke etter første oppdrag",
    "Linje fra 78 prosent i juni til 84 prosent i november. Målet er 90 prosent.",
    ("Måned", "Ringt i tide"),
    list(zip(MONTHS, [78, 80, 86, 88, 86, 84], strict=True)),
    **ALIKE,
)
COME_AND_GO = Columns(
    "Flere kommer enn slutter",
    "Fylt søyle: begynte. Åpen søyle: takket av.",
    "Søyler per måned. I november begynte 11 og 3 ble takket av.",
    ("Måned", "Begynte", "Takket av"),
    list(zip(MONTHS, [4, 3, 9, 12, 8, 11], [2, 1, 4, 3, 2, 3], strict=True)),
)

WAITING = """{% extends "base.html" %}{% load samspill %}{% block title %}Hva venter på meg{% endblock %}{% block content %}<div class="ss-stack-l">
{% include "parts/page_head.html" with over="Mandag 23. november" title="God morgen, Kari. Sju venter på deg." lead="To har ventet for lenge. Tar du dem først, er resten i rute." action_url="#ny" action_text="Noen ringte: skriv inn en ny" %}
<div class="ss-cols"><div class="ss-stack-l">
{% include "parts/deeds.html" with id="g1" title="Over tiden" deeds=late tone="late" %}
{% include "parts/deeds.html" with id="g2" title="I dag" deeds=today %}
{% include "parts/deeds.html" with id="g3" title="Denne uka" deeds=none %}
{% include "parts/done_today.html" with rows=done %}
{% include "parts/empty.html" with title="Ingen samlinger ennå" text="To i året gjør at folk blir kjent." url="#ny-samling" action="Planlegg den første" %}
{% include "parts/pagination.html" %}
</div><aside class="ss-stack" aria-label="Dagen på Solsiden">
<section class="ss-card ss-stack"><h2 class="ss-h3">Hvem kommer i dag?</h2><ul class="ss-mini"><li>{% face "Solveig Aune" "s" %}<span>Solveig Aune<br><span class="ss-small ss-quiet">Sangstund, avd. 1</span></span><span class="ss-num">11.00</span></li></ul></section>
<section class="ss-card ss-stack"><h2 class="ss-h3">Mine 23 frivillige på hjulet</h2>{% include "parts/bar.html" %}</section>
<section class="ss-card ss-card--tint ss-stack"><h2 class="ss-h3">Skal du bort?</h2><p>Jonas Berg er stedfortreder.</p><a class="ds-button" data-variant="secondary" href="#over">Gi over til Jonas</a></section>
</aside></div></div>{% endblock %}"""

VOLUNTEER = """{% extends "base.html" %}{% load samspill %}{% block title %}Ingrid Solheim{% endblock %}{% block content %}<div class="ss-stack-l">
<div class="ss-stack"><p><a class="ss-back" href="#liste">{% icon "back" "in-text" %}Hva venter på meg</a></p>
<div class="ss-head">{% face "Ingrid Solheim" "l" %}<div class="ss-stack-s"><h1 class="ss-h1">Ingrid Solheim</h1><p class="ss-quiet">Kaffebesøk og sang på Solsiden sykehjem. Frivillig siden 2. november, sammen med Kari Nygård.</p></div>
<div class="ss-head__do"><a class="ds-button" data-variant="secondary" href="tel:1">{% icon "phone" %}Ring</a><a class="ds-button" data-variant="secondary" href="#s">{% icon "chat" %}Skriv</a><a class="ds-button" data-variant="tertiary" href="#m">Mer</a></div></div>
{% include "parts/quote.html" with text="Jeg sang i kor i tretti år og savner det. Og så har jeg tid, nå som Per er borte." by="Ingrid i første møte, om hvorfor hun ble med" %}</div>
{% include "parts/next_step.html" with when="Neste steg, innen torsdag 26. november" title="Ring Ingrid og hør hvordan første gang var" text="Anne på avdeling 2 skrev i går: «Fru Dahl nynnet resten av dagen.»" do_url="/gjort/" do_text="Vi har snakket" help_url="#guide" help_text="Åpne samtaleguiden" %}
<section class="ss-card ss-stack" aria-labelledby="hjul"><h2 class="ss-h2" id="hjul">Ingrids hjul</h2>{% include "parts/wheel.html" %}</section>
<div class="ss-cols"><section class="ss-stack" aria-labelledby="tid"><h2 class="ss-h2" id="tid">Det som har skjedd</h2>{% include "parts/timeline.html" with entries=happened %}</section>
<aside class="ss-stack" aria-label="Om samarbeidet"><section class="ss-card ss-stack"><h2 class="ss-h3">Avtaler</h2><ul class="ss-docs"><li>{% icon "document" %}<span><a href="#d">Taushetserklæring</a><br>{% state "done" "Signert 2. november" %}</span></li><li>{% icon "course" %}<span><a href="#k">Introduksjonskurs</a><br>{% state "planned" "Påmeldt 8. desember" %}</span></li></ul></section>
{% include "parts/who_sees.html" with text="Skriv så Ingrid kan lese det." log_url="#logg" %}</aside></div></div>{% endblock %}"""

WHEELS = """{% extends "base.html" %}{% load samspill %}{% block title %}To hjul{% endblock %}{% block content %}<div class="ss-stack-l"><h1 class="ss-h1">To hjul</h1>
<section class="ss-card ss-stack"><h2 class="ss-h2">Over tiden</h2>{% include "parts/wheel.html" with wheel=late_wheel %}</section>
<section class="ss-card ss-stack"><h2 class="ss-h2">Pause</h2>{% include "parts/wheel.html" with wheel=paused_wheel %}</section></div>{% endblock %}"""

FORM = """{% extends "portal.html" %}{% load samspill %}{% block title %}Meld interesse{% endblock %}{% block content %}<div class="ss-cols ss-cols--form"><div class="ss-stack-l">
{% include "parts/page_head.html" with back_url="#tilbake" back_text="Tilbake til aktivitetene" title="Fortell hvem du er, så ringer Kari deg" lead="Det tar to minutter og er ikke bindende." %}
{% include "parts/form.html" with submit="Send til Kari" size="lg" seen="Bare Kari og stedfortrederen hennes, Jonas, ser det du skriver." %}</div>
<aside class="ss-stack" aria-label="Kontakten din"><div class="ss-card ss-stack">{% include "parts/person.html" with who="Kari Nygård" text="Frivilligkontakt på Solsiden sykehjem" phone="00 00 00 11" size="l" %}</div></aside></div>{% endblock %}"""

OWN_PAGE = """{% extends "base.html" %}{% load samspill %}{% block title %}Min side{% endblock %}{% block content %}<div class="ss-stack-l">{% include "parts/page_head.html" with title="Hei, Oddvar" lead="Takk for sist! Sjakken på onsdag ble snakket om hele kvelden." %}
<div class="ss-cols"><div class="ss-stack-l"><section class="ss-card ss-card--tint ss-stack" aria-labelledby="n"><h2 class="ss-h2" id="n">Neste gang</h2><div class="ss-date">{% include "parts/leaf.html" with at=now %}<div><p class="ss-h3">Sjakk på Solsiden</p><p>{{ now|clock|capfirst }}, avdeling 2</p><p class="ss-quiet">Anne Lund møter deg ved inngangen.</p></div></div>
<div class="ss-button-row ss-button-row--full"><a class="ds-button" data-variant="secondary" href="#nei">Jeg kan ikke komme</a><a class="ds-button" data-variant="tertiary" href="#ics">Legg i kalenderen</a></div></section>
<section class="ss-stack" aria-labelledby="v"><h2 class="ss-h2" id="v">Trenger du noe?</h2>{% include "parts/links.html" %}</section></div>
<div class="ss-stack-l"><section class="ss-card ss-stack"><h2 class="ss-h3">Det du skrev</h2>{% include "parts/facts.html" %}</section>{% include "parts/who_sees.html" with flat=True title="Hvem ser opplysningene mine?" %}</div></div></div>{% endblock %}"""

PORTAL = """{% extends "portal.html" %}{% load samspill %}{% block title %}Bli frivillig{% endblock %}{% block main %}<section class="ss-hero"><div class="ss-wrap ss-hero__in"><div class="ss-hero__text"><h1>Har du en time å dele?</h1><p class="ss-lead">I Elvebyen er det mange som gjerne vil ha selskap til en kaffekopp, en tur eller en sang. Du velger hva, hvor og hvor ofte.</p>
<div class="ss-button-row ss-button-row--full"><a class="ds-button" data-size="lg" href="#meld">Jeg vil gjerne høre mer</a><a class="ds-button" data-size="lg" data-variant="tertiary" href="#a">Se hva du kan gjøre</a></div><p class="ss-quiet">Det er ikke bindende, og det tar to minutter.</p></div><div class="ss-hero__art">{% include "parts/hero_art.html" %}</div></div></section>
<section class="ss-strip" aria-label="Dette kan du regne med"><div class="ss-wrap"><p class="ss-promise">{% icon "clock" %}<span><strong>Svar innen to virkedager</strong><br>Fra et menneske, ikke en maskin.</span></p><p class="ss-promise">{% icon "person" %}<span><strong>Din egen kontakt</strong><br>Én du kjenner navnet på og kan ringe.</span></p><p class="ss-promise">{% icon "people" %}<span><strong>Aldri alene første gang</strong><br>Noen er med deg til du er trygg.</span></p></div></section>
<div class="ss-wrap ss-main ss-stack-l"><section class="ss-stack" aria-labelledby="a-h"><h2 class="ss-h2" id="a-h">Hva har du lyst til?</h2>{% include "parts/filter.html" with form=choose label="Velg aktiviteter" submit="Vis aktiviteter" found="Viser 3 av 14 aktiviteter." %}
<ul class="ss-grid">{% for activity in activities %}{% include "parts/activity.html" %}{% endfor %}</ul></section>
<section class="ss-stack" aria-labelledby="s-h"><h2 class="ss-h2" id="s-h">Slik blir du kjent med oss</h2><ol class="ss-steps">{% for step in steps %}<li><div class="ss-stack-s"><h3 class="ss-h3">{{ step.title }}</h3><p class="ss-quiet">{{ step.text }}</p></div></li>{% endfor %}</ol></section></div>{% endblock %}"""

DRAWINGS = """{% extends "portal.html" %}{% load samspill %}{% block title %}Tegninger{% endblock %}{% block content %}<div class="ss-stack-l"><h1 class="ss-h1">Tegninger og ikoner</h1><ul class="ss-grid">{% for name in drawings %}<li class="ss-card ss-activity"><div class="ss-activity__art">{% drawing name %}</div><p class="ss-activity__body">{{ name }}</p></li>{% endfor %}</ul><p class="ss-row">{% for name in icons %}{% icon name %}{{ name }}{% endfor %}</p><p class="ss-row">{% for name in states %}{% state name name %}{% endfor %}</p></div>{% endblock %}"""

TABLE = """{% extends "base.html" %}{% load samspill %}{% block title %}Slik står det til{% endblock %}{% block content %}<div class="ss-stack-l">{% include "parts/page_head.html" with over="Uke 48, 118 frivillige" title="Tre steder er i rute. Kveldsro trenger deg." action_url="#r" action_text="Rapport til utvalget" action_icon="print" %}
<ul class="ss-figures" aria-label="Nå">{% include "parts/figure.html" with n=3 of="personer" title="Venter for lenge på svar" url="#1" state="late" state_text="To på Kveldsro, én på Solsiden" %}{% include "parts/figure.html" with n=23 of="av 25" title="Fikk svar innen to dager" url="#2" state="done" state_text="92 %, oktober og november" %}</ul>
<section class="ss-stack" aria-labelledby="st"><h2 class="ss-h2" id="st">Stedene</h2><div class="ss-card ss-places-card"><table class="ss-places" role="table"><caption class="ds-sr-only">Et sted per rad</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Sted og kontakt</th><th role="columnheader" scope="col">Tilstand og grunn</th><th role="columnheader" scope="col" class="n">Frivillige</th></tr></thead><tbody role="rowgroup"><tr role="row" data-state="late"><th role="rowheader" scope="row" class="wide"><a href="#s">Kveldsro omsorgssenter</a><br><span class="ss-small ss-quiet">Ingen kontakt</span></th><td role="cell" class="wide">{% state "late" "Trenger hjelp" %}<br>Ingen kontakt på tre uker.</td><td role="cell" class="n"><span class="ss-label">Frivillige</span><a href="#l">14</a></td></tr><tr role="row" data-state="done"><th role="rowheader" scope="row" class="wide"><a href="#s2">Bruvika helsehus</a></th><td role="cell" class="wide">{% state "done" "I rute" %}</td><td role="cell" class="n"><span class="ss-label">Frivillige</span><a href="#l2">9</a></td></tr></tbody></table></div></section>
<section class="ss-stack" aria-labelledby="tr"><h2 class="ss-h2" id="tr">Går det riktig vei?</h2><div class="ss-charts">{% for chart in charts %}{% include "parts/chart.html" %}{% endfor %}</div></section></div>{% endblock %}"""

Source = str | tuple[str, dict[str, Any]]


def _drawings() -> dict[str, Any]:
    from django.conf import settings

    from foundation.pages.icons import ICONS, STATES

    folder = settings.BASE_DIR / "templates" / "parts" / "drawings"
    return {
        "drawings": sorted(f.stem for f in folder.glob("*.svg") if f.stem != "lost"),
        "icons": ICONS,
        "states": STATES,
    }


CONFIRM = {
    "title": "Vil du avslutte samarbeidet med Gunnar?",
    "text": "Han får et takkebrev fredag.",
    "told": ["Gunnar", "Anne på avdeling 2"],
    "submit": "Avslutt og takk Gunnar",
    "cancel_url": "#nei",
}
RECEIPT = {"title": "Takk, Ingrid! Du hører fra Kari innen torsdag.", "lead": "Kari har fått beskjeden din."}
SORRY = {"title": "This page is for others", "helper": MARIT, "request_id": "3f9a11c2"}

#: name -> (who, template or its source, more context, receipt)
PAGES: dict[str, tuple[Any, str, Callable[[], dict[str, Any]], str]] = {
    "portal": (None, PORTAL, dict, ""),
    "form": (None, FORM, lambda: {"form": Interest()}, ""),
    "form-error": (None, FORM, lambda: {"form": Interest(FILLED_IN)}, ""),
    "receipt": (None, "receipt.html", lambda: RECEIPT, ""),
    "waiting": (KARI, WAITING, dict, "Lise Bakken er ringt. Kari får ikke flere påminnelser om det."),
    "volunteer": (KARI, VOLUNTEER, dict, ""),
    "wheels": (KARI, WHEELS, dict, ""),
    "table": (KARI, TABLE, dict, ""),
    "confirm": (KARI, "confirm.html", lambda: CONFIRM, ""),
    "own": (ODDVAR, OWN_PAGE, dict, ""),
    "drawings": (None, DRAWINGS, _drawings, ""),
    "403": (KARI, "errors/403.html", lambda: SORRY, ""),
    "404": (None, "errors/404.html", lambda: {"title": "Siden finnes ikke"}, ""),
    "500": (None, "errors/500.html", lambda: {"request_id": "3f9a11c2"}, ""),
}


def draw(name: str) -> str:
    """One sample page as HTML. Needs the sample settings, see `conftest.py`."""
    who, source, more, receipt = PAGES[name]
    engine = engines["django"]
    template = engine.from_string(source) if "{%" in source else engine.get_template(source)
    context = {**context_of(), **more()}
    context["has_errors"] = any(in_error(value) for value in context.values())
    return template.render(context, request_for(who, receipt=receipt))


__all__ = ["PAGES", "draw", "navigation"]
