"""The municipality's own copies of the house's templates."""

from django.db import transaction

from foundation.documents.models import Template, TemplateVersion
from foundation.documents.texts import Text, texts
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality


def seed_templates(municipality: Municipality) -> int:
    """Called when a municipality is created and when the house's texts have changed. Returns how many are new.

    A text that has changed becomes a new version; the old one stays. The municipality's own wording is never replaced.
    """
    with enter(municipality):
        return sum(_seed(text) for text in texts().values())


@transaction.atomic
def _seed(text: Text) -> bool:
    template, _new = Template.objects.get_or_create(kind=text.kind, language=text.language)
    last = template.versions.order_by("-number").first()
    if last and (not last.from_house or (last.title, last.body) == (text.title, text.body)):
        return False
    TemplateVersion.objects.create(
        template=template, number=last.number + 1 if last else 1, title=text.title, body=text.body
    )
    return True
