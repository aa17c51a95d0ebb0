"""Our own line icons (24 by 24) and the marks of the states. Drawn here, so a page needs no other file."""

from functools import cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "back": '<path d="M14.5 5.5 8 12l6.5 6.5"/>',
    "bell": '<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 2h-15zM10 20.500a2 2 0 0 0 4 0"/>',
    "book": '<path d="M12 6.500C10 5 7 4.500 4 4.800V18.500c3-.3 6 .2 8 1.700 2-1.500 5-2 8-1.700V4.800c-3-.3-6 .2-8 1.700zM12 6.500v13.500"/>',
    "calendar": '<rect x="4" y="5.500" width="16" height="15" rx="2"/><path d="M4 10h16M8.500 3.500v4M15.500 3.500v4"/>',
    "camera": '<path d="M4 8h4l1.500-2.500h5L16 8h4v11.500H4z"/><circle cx="12" cy="13.500" r="3.500"/>',
    "car": '<path d="M4 16.500v-4l2-6h12l2 6v4zM4 12.500h16M6 16.500v2.500M18 16.500v2.500M7.500 14.500h.1M16.500 14.500h.1"/>',
    "chart": '<path d="M4.500 4.500v15h15M8.500 16v-4M12.500 16V8M16.500 16v-6"/>',
    "chat": '<path d="M4 5.500h16v11H10.500L6 20v-3.500H4z"/>',
    "check": '<path d="m5 12.500 4.500 4.500L19 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5.300l3.300 2"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "course": '<path d="M2.500 9.500 12 5l9.500 4.500L12 14zM6.500 11.500v5c3 2.300 8 2.300 11 0v-5M21.500 9.500v5.500"/>',
    "document": '<path d="M6.500 3.500h7.500l4 4v13h-11.500z"/><path d="M14 3.500v4h4M9.500 12.500h5.500M9.500 16h5.500"/>',
    "down": '<path d="m5.500 9.500 6.500 6.500 6.500-6.500"/>',
    "download": '<path d="M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 19.500h14"/>',
    "edit": '<path d="M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500zM13.500 7l3.500 3.500"/>',
    "eye": '<path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z"/><circle cx="12" cy="12" r="2.800"/>',
    "flag": '<path d="M6 21V4.500h11l-2.300 4 2.300 4H6"/>',
    "forward": '<path d="m9.500 5.500 6.500 6.500-6.500 6.500"/>',
    "gift": '<path d="M4.500 11h15v9h-15zM3.500 7.500h17V11h-17zM12 7.500V20M12 7.500C10 3 6 3.500 7 7.500M12 7.500c2-4.500 6-4 5 0"/>',
    "globe": '<circle cx="12" cy="12" r="8.500"/><path d="M3.500 12h17M12 3.500c5 5 5 12 0 17-5-5-5-12 0-17z"/>',
    "hand": '<path d="M8 12V5.500a1.500 1.500 0 0 1 3 0V11V4.500a1.500 1.500 0 0 1 3 0V11V6a1.500 1.500 0 0 1 3 0v8c0 4-2 6.500-5.500 6.500S7 19 5 15l-1-2.500c1.500-1 3 0 4 1.500z"/>',
    "heart": '<path d="M12 20s-7.500-4.600-7.500-10A4.200 4.200 0 0 1 12 7.300 4.200 4.200 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10z"/>',
    "help": '<circle cx="12" cy="12" r="8.500"/><path d="M9.700 9.600a2.400 2.400 0 1 1 3.300 2.300c-.7.3-1 .8-1 1.600M12 16.400v.1"/>',
    "home": '<path d="M4 11.500 12 4.500l8 7M6 10v9.500h4.500v-5h3v5H18V10"/>',
    "info": '<circle cx="12" cy="12" r="8.500"/><path d="M12 11v5.500M12 7.600v.1"/>',
    "key": '<circle cx="8" cy="15.500" r="4"/><path d="m11 12.500 8.500-8.500M16 7.500l3 3"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1"/>',
    "list": '<path d="M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500h.1M4.500 12h.1M4.500 17.500h.1"/>',
    "lock": '<rect x="5" y="10.500" width="14" height="10" rx="2"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.500"/>',
    "mail": '<path d="M3.500 6h17v12.500h-17zM3.500 7l8.500 6.500L20.500 7"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "minus": '<path d="M5 12h14"/>',
    "out": '<path d="M13.500 4.500h-8v15h8M10 12h10M16.500 8.500 20 12l-3.500 3.500"/>',
    "pause": '<circle cx="12" cy="12" r="8.500"/><path d="M10 9v6M14 9v6"/>',
    "people": '<circle cx="8.500" cy="8" r="3.200"/><path d="M2.800 19.500c0-3.600 2.500-6 5.700-6s5.700 2.400 5.700 6"/><path d="M15.300 5.200a3.200 3.200 0 0 1 0 5.700M17 13.800c2.500.6 4.200 2.800 4.200 5.700"/>',
    "person": '<circle cx="12" cy="8" r="3.500"/><path d="M5 20c0-4 3-6.500 7-6.500s7 2.500 7 6.500"/>',
    "phone": '<path d="M6.500 3.500h2.600l1.600 4.200-2 1.600a12 12 0 0 0 6 6l1.600-2 4.200 1.600v2.600a2 2 0 0 1-2.200 2A16.400 16.400 0 0 1 4.500 5.700a2 2 0 0 1 2-2.200z"/>',
    "pin": '<path d="M12 21s7-6.300 7-11.500a7 7 0 1 0-14 0C5 14.700 12 21 12 21z"/><circle cx="12" cy="9.500" r="2.500"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8.500v-5h10v5M7 17H4.500V8.500h15V17H17M7 14h10v6.500H7z"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6"/><path d="m15 15 5 5"/>',
    "send": '<path d="M20.500 3.500 3.500 10.500l7 3 3 7zM10.500 13.500l10-10"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "star": '<path d="m12 4 2.500 5.300 5.700.7-4.200 4 1.100 5.700L12 16.900l-5.100 2.800L8 14l-4.200-4 5.700-.7z"/>',
    "swap": '<path d="M4 8.500h15M15.500 5l3.500 3.500-3.500 3.500M20 15.500H5M8.500 12 5 15.500 8.500 19"/>',
    "undo": '<path d="M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11H9"/>',
    "upload": '<path d="M12 15.500V4.500M7.500 8.500 12 4l4.500 4.500M5 19.500h14"/>',
    "wheel": '<circle cx="12" cy="12" r="8.500"/><circle cx="12" cy="12" r="3"/><path d="M12 3.500V9M12 15v5.500M3.500 12H9M15 12h5.500"/>',
}

#: A state is always shape + colour + words. `cut` is drawn in the colour of the surface.
STATES = {
    "late": '<path fill="currentColor" d="M12 2.500 23 21.500H1z"/><path class="cut" stroke-width="2.200" d="M12 9.500v5.500M12 18v.2"/>',
    "soon": '<path fill="currentColor" d="M12 1.500 22.500 12 12 22.500 1.500 12z"/><path class="cut" stroke-width="2" d="M12 7v5.300l3 1.700"/>',
    "next": '<path fill="currentColor" d="M3 4.500h11l8 7.500-8 7.500H3z"/><path class="cut" stroke-width="2" d="M7.500 12h7M11.500 8.800l3.200 3.200-3.200 3.200"/>',
    "planned": '<rect x="3" y="4.500" width="18" height="16.500" rx="2.500" fill="none" stroke="currentColor" stroke-width="2"/><path d="M3 10h18M8 2.500v4M16 2.500v4" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
    "done": '<circle cx="12" cy="12" r="10" fill="currentColor"/><path class="cut" stroke-width="2.200" d="m7.500 12.300 3.100 3.100 6-6.400"/>',
    "later": '<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.500 3.560"/>',
    "no": '<circle cx="12" cy="12" r="10" fill="currentColor"/><path class="cut" stroke-width="2.200" d="m8.300 8.300 7.400 7.400M15.700 8.300l-7.400 7.400"/>',
    "pause": '<circle cx="12" cy="12" r="10" fill="currentColor"/><path class="cut" stroke-width="2.400" d="M9.700 8.300v7.400M14.300 8.300v7.400"/>',
    "skipped": '<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.500 3.560"/><path d="M8.500 12h7" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
}


@cache
def icon(name: str, modifier: str = "") -> SafeString:
    """Decorative: the word stands beside. `modifier` "in-text" puts it on the line before a word."""
    return format_html(
        '<svg class="ss-icon{}" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" '
        'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">{}</svg>',
        f" ss-icon--{modifier}" if modifier else "",
        mark_safe(ICONS[name]),
    )


def state(name: str, text: str = "") -> SafeString:
    words = f"<span>{conditional_escape(text)}</span>" if text else ""
    return mark_safe(f"{_mark(name)}{words}</span>")


@cache
def _mark(name: str) -> SafeString:
    return format_html(
        '<span class="ss-state" data-state="{}"><svg viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        name,
        mark_safe(STATES[name]),
    )
