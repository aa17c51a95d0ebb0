"""After an upgrade: the house's new and changed texts, to every municipality."""

from typing import Any

from django.core.management.base import BaseCommand

from coordination.founding import bring_texts
from foundation.tenancy.models import Municipality


class Command(BaseCommand):
    help = "Bring the house's texts to every municipality. What they have written themselves is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for municipality in Municipality.objects.all():
            bring_texts(municipality)
