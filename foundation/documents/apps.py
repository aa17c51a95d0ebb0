from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from foundation.access.gate import register
        from foundation.documents import log_words, own_settings  # noqa: F401
        from foundation.documents.permissions import PLACES, SAID, TABLE

        register(TABLE, SAID, PLACES)
