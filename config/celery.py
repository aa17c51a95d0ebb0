"""The Celery application. PostgreSQL is the record; Celery only runs what is due."""

import os
from typing import Any

from celery import Celery, Task
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun
from kombu.transport import TRANSPORT_ALIASES

from foundation.pages.request_id import current_id, go_on_with

TRANSPORT_ALIASES["filesystem"] = "config.folder_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("samspill", task_cls="foundation.tenancy.tasks:MunicipalityTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_log(**kwargs: Any) -> None:
    """Celery would set up its own; who answers here keeps it from that."""


@before_task_publish.connect
def carry(headers: dict[str, Any], **kwargs: Any) -> None:
    headers["request_id"] = current_id()


@task_prerun.connect
def take_up(task: Task, task_id: str, **kwargs: Any) -> None:
    """Beat's jobs have no request: they go by their own number."""
    go_on_with(task.request.get("request_id") or task_id[:8])


@task_postrun.connect
def lay_down(**kwargs: Any) -> None:
    go_on_with("")
