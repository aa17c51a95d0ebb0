"""Settings, URLs and the running of the house: knows every room, known by none."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
