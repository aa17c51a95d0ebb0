"""The municipality's own copies of the house's templates."""

from django.db import transaction

from foundation.documents.models import Template, TemplateVersion
from foundation.documents.texts import texts
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality


def seed_templates(municipality: Municipality) -> int:
    """Called when a municipality is created and when the house's texts have changed. Returns how many are new.

    A text that has changed becomes a new version; the old one stays. The municipality's own wording is never replaced.
    """
    with enter(municipality), transaction.atomic():
        wanted = [Template(kind=kind, language=language) for kind, language in texts()]
        Template.objects.bulk_create(wanted, ignore_conflicts=True)
        last = _last_versions()
        versions = [
            version for template in Template.objects.all() if (version := _next_version(template, last))
        ]
        return len(TemplateVersion.objects.bulk_create(versions))


def _last_versions() -> dict[object, TemplateVersion]:
    found = TemplateVersion.objects.order_by("template_id", "-number").distinct("template_id")
    return {version.template_id: version for version in found}


def _next_version(template: Template, last: dict[object, TemplateVersion]) -> TemplateVersion | None:
    text = texts().get((template.kind, template.language))
    former = last.get(template.pk)
    if text is None or (former and not former.from_house):
        return None
    if former and (former.title, former.body) == (text.title, text.body):
        return None
    number = former.number + 1 if former else 1
    return TemplateVersion(template=template, number=number, title=text.title, body=text.body)
