"""What stands on the demonstration's certificates: a logo of the town, and the hand of whoever leads the courses."""

import math
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from courses.models.kept import cleaned as cleaned_scan
from foundation.documents.models import Picture
from foundation.documents.pictures import cleaned
from foundation.people.models import Person

INK, GREEN, BLUE = "#1d2b53", "#0d7a5f", "#2f6f9f"
Points = list[tuple[float, float]]


def put_pictures(leader: Person, by_a_river: bool) -> None:
    """A river for the one town, a mountain over a fjord for the other."""
    Picture.put(Picture.Kind.LOGO, cleaned(_river() if by_a_river else _fjord()), by=leader)
    Picture.put(Picture.Kind.HAND, cleaned(_hand(leader.name)), by=leader, person=leader)


def scanned(*lines: str) -> tuple[str, bytes]:
    """A sheet with a few lines and two hands below, as it comes from the copier."""
    sheet = Image.new("RGB", (1000, 1400), "#fbfaf6")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(34)
    for number, line in enumerate(lines):
        draw.text((110, 130 + 70 * number), line, INK, font)
    for number, name in enumerate(("Den ene", "Den andre")):
        hand = Image.open(_hand(name)).resize((380, 120))
        sheet.paste(hand, (110 + 430 * number, 1100), hand)
    return cleaned_scan(_file(sheet))


def _wave(y: float, height: float) -> Points:
    return [(x, y + height * math.sin(x / 62)) for x in range(60, 741)]


def _brush(draw: ImageDraw.ImageDraw, points: Points, color: str, radius: float) -> None:
    for x, y in points:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), color)


def _river() -> ContentFile:
    sheet = Image.new("RGBA", (800, 400))
    draw = ImageDraw.Draw(sheet)
    for number, color in enumerate((GREEN, BLUE, GREEN)):
        _brush(draw, _wave(120 + 80 * number, 34), color, 17)
    return _file(sheet)


def _fjord() -> ContentFile:
    sheet = Image.new("RGBA", (800, 400))
    draw = ImageDraw.Draw(sheet)
    draw.polygon([(110, 260), (310, 50), (400, 150), (480, 90), (690, 260)], GREEN)
    _brush(draw, _wave(310, 14), BLUE, 13)
    return _file(sheet)


def _hand(name: str) -> ContentFile:
    """Loops, as many as the name has letters: nobody's real signature."""
    sheet = Image.new("RGBA", (760, 240))
    turns = max(6, len(name) // 2)
    strokes = [
        (
            60 + 620 * t / 400 + 34 * math.sin(2 * math.pi * turns * t / 400),
            130 - 62 * math.cos(2 * math.pi * turns * t / 400) * (1 - t / 560),
        )
        for t in range(401)
    ]
    ImageDraw.Draw(sheet).line(strokes, INK, 7, joint="curve")
    return _file(sheet)


def _file(sheet: Image.Image) -> ContentFile:
    made = BytesIO()
    sheet.save(made, "PNG")
    return ContentFile(made.getvalue(), "drawn.png")
