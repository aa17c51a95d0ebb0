from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "foundation.surveys"

    def ready(self) -> None:
        from foundation.surveys import log_words  # noqa: F401
