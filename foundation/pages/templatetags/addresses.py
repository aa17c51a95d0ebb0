"""Django's `{% url %}`, where what an address looks like is worked out once for each name. A page has twenty to forty of them."""

import uuid
from typing import Any

from django import template
from django.template import defaulttags
from django.template.base import Parser, Token
from django.template.context import Context
from django.urls import NoReverseMatch

from foundation.pages.addresses import address

register = template.Library()


class Address(defaulttags.URLNode):
    """Of nothing but ids: these need no escaping. Any other is left to Django, and so is one that does not exist."""

    def render(self, context: Context) -> str:
        ids: list[Any] = [one.resolve(context) for one in self.args]
        if self.kwargs or not all(isinstance(one, uuid.UUID) for one in ids):
            return super().render(context)
        try:
            found = address(self.view_name.resolve(context), *ids)
        except NoReverseMatch:
            return super().render(context)
        if self.asvar is None:
            return found
        context[self.asvar] = found
        return ""


@register.tag
def url(parser: Parser, token: Token) -> Address:
    node = defaulttags.url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)
