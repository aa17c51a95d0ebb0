"""Texts that the house ships and a municipality may change. As long as one stands as shipped, each reads it in their language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

Ways = Mapping[str, str]  # language -> text
_titles: dict[str, Ways] = {}


def in_readers_language(text: str, shipped: Ways | None) -> str:
    """`shipped` is the house's text in every language, None where it has none. The municipality's own words stay as they are."""
    if not shipped or text not in shipped.values():
        return text
    return shipped.get(get_language() or "", text)


def know_titles(titles: Iterable[Ways]) -> None:
    """A room tells what its shipped titles are, for those who keep a copy of one: an event, a list of wishes."""
    _titles.update({title: ways for ways in titles for title in ways.values()})


def said_title(title: str) -> str:
    """A copied title in the reader's language, if it is one of the house's."""
    return in_readers_language(title, _titles.get(title))
