"""Small numbers as we say them: a sentence begins with a word, not a figure."""

from django.utils.translation import gettext as _


def in_words(count: int) -> str:
    """Up to twelve in letters, with a capital; above that the figure."""
    words = _("zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve").split(",")
    return (words[count] if count < len(words) else str(count)).capitalize()
