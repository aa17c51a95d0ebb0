"""The bare page: a session that is known, one indexed query, 50 rows in a template. What Django costs before anything is built.

An application of its own on a database of its own: `BARE_URL` says where. `python -m bench.bare` makes the tables and prints a session's key.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

if not settings.configured:
    settings.configure(
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {**dj_database_url.parse(os.environ["BARE_URL"]), "CONN_MAX_AGE": 600}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "bench",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [Path(__file__).parent / "templates"],
            }
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ROOT_URLCONF="bench.bare",
        USE_TZ=True,
        LANGUAGE_CODE="nb",
    )
    django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.urls import path

FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)
ROWS = 100_000


class Shift(models.Model):
    title = models.CharField(max_length=100)
    place = models.CharField(max_length=100)
    starts_at = models.DateTimeField(db_index=True)
    free = models.IntegerField()

    class Meta:
        app_label = "bench"


def page(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    shifts = Shift.objects.filter(starts_at__gte=FIRST + timedelta(days=300)).order_by("starts_at")[:50]
    return render(request, "bare.html", {"shifts": shifts})


urlpatterns = [path("", page)]


def prepare() -> str:
    call_command("migrate", verbosity=0)
    if Shift._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Shift)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bench_shift (title, place, starts_at, free) "
                "SELECT 'Vakt ' || n, 'Sted ' || n %% 40, %s + n * interval '7 minutes', n %% 4 FROM generate_series(1, %s) n",
                [FIRST, ROWS],
            )
            cursor.execute("ANALYZE bench_shift")
    user, _made = get_user_model().objects.get_or_create(username="marit")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    print(prepare())
else:
    application = get_wsgi_application()
