"""Django's `{% load i18n %}`, where a sentence without anything in it is looked up once for each language.

A page has some hundred of them; Django makes a lazy object of each, each time.
"""

from django import template
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


class Sentence(Node):
    """A `translate` whose sentence stands in the template."""

    child_nodelists = ()

    def __init__(self, node: i18n.TranslateNode) -> None:
        self.node, self.name = node, node.asvar
        node.asvar = None
        self._known: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        said = self._known.get(language)
        if said is None:
            said = self._known[language] = self.node.render(context)
        if self.name:
            context[self.name] = said
            return ""
        return said


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    said = node.filter_expression
    stands_here = said.var.literal is not None and not said.filters and node.message_context is None
    return Sentence(node) if stands_here else node
