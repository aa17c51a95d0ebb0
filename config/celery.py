"""The Celery application. PostgreSQL is the record; Celery only runs what is due."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["filesystem"] = "config.folder_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("samspill", task_cls="foundation.tenancy.tasks:MunicipalityTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
