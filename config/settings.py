"""All settings, from the environment. Development works with none set."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "var")))

MODE = environment.mode()
PRODUCTION = MODE == "production"
DEBUG = False  # error pages are ours in every mode
environment.demand(
    "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "BASE_DOMAIN", "EMAIL_HOST", "DEFAULT_FROM_EMAIL", "DATA_DIR"
)
SECRET_KEY = environment.text("SECRET_KEY", "development-only-key-that-production-refuses")

BASE_DOMAIN = environment.text("BASE_DOMAIN", "localhost:8000")
SCHEME = "https" if PRODUCTION else "http"
ALLOWED_HOSTS = ["*"]  # the tenancy middleware answers 404 to a host that is nobody's
ROOT_URLCONF = "config.urls"
ROOT_HOST_URLCONF = "config.root_urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_htmx",
    "phonenumber_field",
    "template_partials",
    "foundation.pages",
    "foundation.tenancy",
    "foundation.audit",
    "foundation.people",
    "foundation.notices",
    "foundation.access",
    "foundation.documents",
    "foundation.events",
    "foundation.surveys",
    "volunteers",
    "volunteers.boards",
    "volunteers.matching",
    "courses",
    "forum",
    "handbook",
    "coordination",
]

MIDDLEWARE = [
    "config.health.Health",
    "foundation.pages.request_id.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "foundation.access.unhurried.Unhurried",
    "foundation.tenancy.middleware.EnterMunicipality",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foundation.tenancy.middleware.BoundSession",
    "foundation.tenancy.middleware.SpeakLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.access.middleware.KnowMember",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.pages.navigation.nav",
            ],
            "builtins": ["foundation.pages.templatetags.addresses"],
        },
    }
]
FORM_RENDERER = "foundation.pages.forms.Renderer"
CSRF_FAILURE_VIEW = "foundation.access.views.unsent.form_too_old"
# The pages know no other room; these name who answers for them.
WORD = "foundation.tenancy.words.word"
WHO_TO_ASK = "foundation.access.gate.who_to_ask"
IS_SHOWN = "foundation.access.gate.is_shown"

# Database: two roles. `owner` migrates and is defined only where its secret exists; web and workers are `app`.


# A statement asked a third time on a connection is planned once and for all: planning is two thirds of what PostgreSQL does for
# our pages. PgBouncer follows prepared statements from 1.21 on; behind an older one they must be off.
_prepared = (
    {"server_side_binding": True, "prepare_threshold": 2}
    if environment.text("PREPARED_STATEMENTS", "yes") == "yes"
    else {}
)

PREPARED_CHECKED = False  # the tests hold each prepared question to what Django would ask


def _database(name: str, default: str) -> dict:
    url = environment.text(name, default)
    options = {
        "CONN_MAX_AGE": environment.number("CONN_MAX_AGE", 600),  # what is prepared lives as long
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # PgBouncer gives each transaction another connection
    }
    parsed = dict(dj_database_url.parse(url))
    parsed["OPTIONS"] = {"connect_timeout": 10} | _prepared | parsed.get("OPTIONS", {})
    return parsed | options | {"ENGINE": "foundation.tenancy.db"}


_LOCAL = "postgres://{role}@127.0.0.1:54329/" + environment.text("SAMSPILL_DB", "samspill")
DATABASES = {"default": _database("DATABASE_URL", _LOCAL.format(role="app"))}
if environment.text("OWNER_DATABASE_URL") or not PRODUCTION:
    DATABASES["owner"] = _database("OWNER_DATABASE_URL", _LOCAL.format(role="owner"))
    DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DATABASE_ROUTERS = ["foundation.tenancy.db.router.OwnerWhileMigrating"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache: shared by all processes, since log-in limits and the guard against used codes live in it.
REDIS_URL = environment.text("REDIS_URL")
REDIS_PREFIX = environment.text("REDIS_PREFIX")  # when several installations share one Redis
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
    if REDIS_URL
    else {
        "BACKEND": "config.cache.SharedFileCache",
        "LOCATION": str(DATA_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Celery
BROKER_DIR = Path(environment.text("BROKER_DIR", str(DATA_DIR / "broker")))
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)  # Celery's name for a Redis socket
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 300,
        "socket_timeout": 10,
        "global_keyprefix": REDIS_PREFIX,
        "max_retries": 0,  # a page does not wait for a broker that is away: the next tick finds what it wanted
        "socket_connect_timeout": 2,
    }
else:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }
    (BROKER_DIR / "messages").mkdir(parents=True, exist_ok=True)
    (BROKER_DIR / "control").mkdir(parents=True, exist_ok=True)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"  # beat stays out of daylight saving
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "notices.tick", "schedule": 30.0},
    "boards": {"task": "boards.tick", "schedule": 30.0},
    "wishes that ended": {"task": "matching.forget", "schedule": 6 * 3600.0},
    "stuck papers": {"task": "documents.enqueue_stuck", "schedule": 60.0},
    "what happens": {"task": "volunteers.put_in_the_week", "schedule": 900.0},
    "brought registers": {"task": "volunteers.look_after_registers", "schedule": 600.0},
    "old messages": {"task": "notices.forget", "schedule": 6 * 3600.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# Languages and clock
LANGUAGE_CODE = "nb"
LANGUAGES = [
    ("nb", _("Norwegian Bokmål")),
    ("nn", _("Norwegian Nynorsk")),
    ("en", _("English")),
]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
PHONENUMBER_DEFAULT_REGION = "NO"

# Static and made files
STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {
        "BACKEND": "foundation.pages.statics.StaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# Mail and SMS
EMAIL_HOST = environment.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = environment.number("EMAIL_PORT", 1025)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.text("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 30
NOTICE_LEASE_SECONDS = environment.number("NOTICE_LEASE_SECONDS", 180)  # longer than CELERY_TASK_TIME_LIMIT
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "Samspill <samspill@localhost>")
SMS_BACKEND = environment.text(
    "SMS_BACKEND",
    "foundation.notices.sms.ConsoleSms" if PRODUCTION else "foundation.notices.sms.MailboxSms",
)

# The mailbox of a demo, and who can log in to it; written by the demo command
MAILBOX_PORT = environment.number("MAILBOX_PORT", 8025)
DEMO_LOGINS = DATA_DIR / "demo-logins.json"

# Log-in: docs/decisions/log-in.md
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["foundation.access.backends.PasswordHere"]
ANONYMOUS_USER_NAME = None  # guardian: no anonymous row
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
SECRET_KEY_FALLBACKS = environment.several("SECRET_KEY_FALLBACKS")
ACCOUNT_ADAPTER = "foundation.access.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "foundation.access.adapters.SocialAdapter"
MFA_ADAPTER = "foundation.access.adapters.SecondFactorAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "foundation.access.forms.AskForCode",
    "confirm_login_code": "foundation.access.forms.Code",
    "login": "foundation.access.forms.WithPassword",
    "change_password": "foundation.access.forms.ChangePassword",
}
MFA_FORMS = {
    "authenticate": "foundation.access.forms.AppCode",
    "reauthenticate": "foundation.access.forms.AppCodeAgain",
    "activate_totp": "foundation.access.forms.FirstAppCode",
    "authenticate_webauthn": "foundation.access.passkeys.PasskeyToo",
    "login_webauthn": "foundation.access.passkeys.PasskeyOnly",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # what the form with a password asks for
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation, never by sign-up
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_RATE_LIMITS = {  # "_known": from a browser where the person has come in before (foundation/access/limits.py)
    "login": None,  # wrong ones are counted, right ones need no limit: a whole hospital comes from one address
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_known": "10/5m/key",
    "request_login_code": "20/m/ip,3/m/key,12/h/key",  # with three tries a code, a code is guessed in centuries
    "request_login_code_known": "3/m/key,12/h/key",
    "reset_password": "20/m/ip,3/h/key",
    "reset_password_known": "3/h/key",
    "calendar": "60/h/key",  # nor this: phones ask a few times a day, and some by way of one big address
    "calendar_unknown": "120/m/ip",
    "interest": "20/h/ip",  # not allauth's: what visitors send from the portal
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
LOG_IN_ANSWERS_AFTER = 0.4  # seconds, whether the address is known or not; both take less
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = False
MFA_REAUTHENTICATION_REQUIRED = False  # our gate asks, and for the second factor
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # finger, face or PIN: a passkey is two factors
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", 0)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "foundation.access.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DEVICE_COOKIE_NAME = "__Host-device" if PRODUCTION else "device"  # foundation/access/devices.py
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Designsystemet's icons and the TOTP code
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"

SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # object permissions are read by our gate, not by a backend
    "templates.W003",  # `{% load i18n %}` is ours, on purpose: foundation.pages.templatetags.i18n
]

LOGGING = logs.configuration(PRODUCTION, environment.text("LOG_LEVEL", "INFO"))
