"""Pictures that people upload are drawn anew: upright, smaller, and without what a camera or a drawing program writes into a file."""

from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
MODES = {"PNG": "RGBA", "JPEG": "RGB"}  # a logo may be seen through


def redrawn(file: IO[bytes], fits: tuple[int, int], kind: str, unreadable: str = "") -> bytes:
    """A picture of this kind, at most so many pixels wide and high; `ValidationError` in words that help."""
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Make it smaller, and try again."))
            return _drawn(picture, fits, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as wrong:
        told = unreadable or _("This is no picture we can read. Choose a PNG or a JPEG.")
        raise ValidationError(told) from wrong


def _drawn(picture: Image.Image, fits: tuple[int, int], kind: str) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert(MODES[kind])
    upright.thumbnail(fits)
    bare, made = Image.new(MODES[kind], upright.size), BytesIO()
    bare.paste(upright)
    bare.save(made, kind, optimize=True, quality=85)
    return made.getvalue()
