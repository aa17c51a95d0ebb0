"""gunicorn in production: `gunicorn --config config/gunicorn.py config.wsgi:application`. WEB_CONCURRENCY and PORT are its knobs."""

import gc
import os
from typing import Any

from config.logs import configuration

bind = f"{os.environ.get('BIND', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
graceful_timeout = 25
keepalive = (
    75  # longer than the proxy keeps an idle connection, or it would send a request into a closing one
)
max_requests, max_requests_jitter = 10_000, 1_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True
logconfig_dict = configuration(production=True, level=os.environ.get("LOG_LEVEL", "INFO"))


def post_worker_init(worker: Any) -> None:
    """What was imported stays: the collector need not look through it again and again in the midst of a page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
