"""Texts that the house ships and a municipality may change. As long as one stands as shipped, each reads it in their language."""

from collections.abc import Mapping

from django.utils.translation import get_language


def in_readers_language(text: str, shipped: Mapping[str, str] | None) -> str:
    """`shipped` is language -> the house's text, None where the house has none. The municipality's own words stay as they are."""
    if not shipped or text not in shipped.values():
        return text
    return shipped.get(get_language() or "", text)
