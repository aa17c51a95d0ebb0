"""Drawing a paper: HTML to tagged PDF by WeasyPrint. Slow work, called by the job only, never in a transaction.

WeasyPrint is imported inside: it needs system libraries that web and migrate can do without.
"""

import atexit
import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

Images = dict[str, Any]
STYLES = Path(__file__).parent / "print" / "print.css"
DRAWN = ("data:image/svg+xml,", "data:image/png;base64,")  # ours, and pictures that we drew anew
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "inter" / "files"


def draw(html: str, identifier: str, images: Images | None = None) -> bytes:
    """A PDF/UA-1 of a whole HTML page, which brings its own language, title and author.

    A paper of several pages is set tighter when that saves a page. `images` remembers what is already read: the papers
    of one portion share their decoration.
    """
    images = {} if images is None else images
    drawn = _render(html, images)
    if len(drawn.pages) > 1:
        tight = _render(html.replace("<html ", '<html class="tight" ', 1), images)
        drawn = tight if len(tight.pages) < len(drawn.pages) else drawn
    return drawn.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode())


def _render(html: str, images: Images) -> Any:
    from weasyprint import HTML

    styles, fonts = _shared()
    page = HTML(string=html, base_url=FONTS.as_uri() + "/", url_fetcher=_own_files())
    return page.render(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1", cache=images)


@cache
def _shared() -> "tuple[CSS, FontConfiguration]":
    """Parsed once per process: a hundred papers then take four seconds, not fourteen."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    for chatty in ("fontTools", "weasyprint.progress"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    atexit.register(_shared.cache_clear)  # the fonts clean up after themselves while Python still stands
    fonts = FontConfiguration()
    styles = CSS(
        string=STYLES.read_text("utf-8"),
        base_url=FONTS.as_uri() + "/",
        font_config=fonts,
        url_fetcher=_own_files(),
    )
    return styles, fonts


@cache
def _own_files() -> Any:
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):
        """Our fonts, and drawings that stand in the page itself: no address in a text is ever fetched."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            is_font = url.startswith(FONTS.as_uri() + "/") and ".." not in url
            if not is_font and not url.startswith(DRAWN):
                raise ValueError(f"not one of our own files: {url}")
            return super().fetch(url, headers)

    return OwnFiles()
