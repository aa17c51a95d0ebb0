from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from foundation.access.gate import register
        from foundation.documents import own_settings  # noqa: F401
        from foundation.documents.permissions import TABLE

        register(TABLE)
