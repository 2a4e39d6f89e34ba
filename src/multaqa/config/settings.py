"""One file of settings, from the environment. docs/reference/settings.md lists them."""

import errno
import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from multaqa.config.terminal import gettext  # Django's own needs these settings first

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("MULTAQA_HOME") or "var").resolve()


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "yes", "true", "on"}


def in_languages(name: str) -> dict[str, str]:
    """What is written in several languages: NAME_AR, NAME_FR, NAME_EN."""
    return {tag: text for tag in ("ar", "fr", "en") if (text := os.environ.get(f"{name}_{tag.upper()}", "").strip())}


def number(name: str, default: int) -> int:
    """Never below zero: what is kept for fewer days than none would be erased before it came."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal():
        wrong = gettext("%(name)s is “%(value)s”: give a whole number, such as %(default)s.")
        raise ImproperlyConfigured(wrong % {"name": name, "value": text, "default": default})
    return int(text)


def chosen(name: str, default: str, among: Collection[str]) -> str:
    """An empty variable, as an environment file leaves it, is none."""
    text = os.environ.get(name) or default
    if text not in among:
        wrong = gettext("%(name)s is “%(value)s”: give one of %(choices)s.")
        raise ImproperlyConfigured(wrong % {"name": name, "value": text, "choices": ", ".join(among)})
    return text


def time_zone(name: str, default: str) -> str:
    text = os.environ.get(name) or default
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):  # a folder, no such name
        wrong = gettext("%(name)s is “%(value)s”, which is no time zone: write it like %(default)s.")
        raise ImproperlyConfigured(wrong % {"name": name, "value": text, "default": default}) from None
    return text


def address(name: str, default: str) -> str:
    text = (os.environ.get(name) or default).rstrip("/")
    if not re.fullmatch(r"https?://[^/\s]+", text):
        wrong = gettext("%(name)s is “%(value)s”: give where the pages are read, such as https://example.org.")
        raise ImproperlyConfigured(wrong % {"name": name, "value": text})
    return text


def own_secret(name: str) -> str:
    """A secret of this installation: made once, kept in a file only its owner can read."""
    path = HOME / name
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except OSError as error:
            if error.errno == errno.ENOSPC:
                path.unlink()  # an empty secret would be taken for one
            raise
    return path.read_text()


def sealing_keys() -> list[str]:
    """From the environment where people are real; on this very machine alone, one of the installation's own."""
    if given := os.environ.get("MULTAQA_SEALING_KEYS"):
        return given.split(",")
    if DEMO or urlsplit(PUBLIC_URL).hostname in LOOPBACK:
        return [own_secret("sealing_key")]
    missing = gettext(
        "MULTAQA_SEALING_KEYS is not set, and the addresses of the people of %(url)s are sealed with nothing else. "
        "Make a key once, by `openssl rand -base64 32`, and write it into the environment; where %(file)s exists, "
        "its content is the key in use. Keep a copy apart from the backups."
    )
    raise ImproperlyConfigured(missing % {"url": PUBLIC_URL, "file": HOME / "sealing_key"})


DEMO = flag("MULTAQA_DEMO")
DEBUG = flag("MULTAQA_DEBUG")
PUBLIC_URL = address("MULTAQA_URL", "http://127.0.0.1:8000")
SOURCE_URL = os.environ.get("MULTAQA_SOURCE_URL", "")
SECRET_KEY = os.environ.get("MULTAQA_SECRET_KEY") or own_secret("secret_key")
ALLOWED_HOSTS = (os.environ.get("MULTAQA_HOSTS") or "127.0.0.1,localhost,[::1]").split(",")
CSRF_FAILURE_VIEW = "multaqa.config.refusals.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
BEHIND_HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "multaqa.ui",
    "multaqa.ground",
    "multaqa.listen",
    "multaqa.understand",
    "multaqa.plan",
    "multaqa.fund",
    "multaqa.deliver",
    "multaqa.accountability",
    "multaqa.config.apps.ConfigConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "multaqa.config.logs.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "multaqa.config.api.AskedLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "multaqa.ground.people.gate.StaffGateMiddleware",
    "multaqa.config.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "multaqa.config.urls"
WSGI_APPLICATION = "multaqa.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "multaqa.ui.context.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "multaqa.ui.templatetags.words",
                "multaqa.ui.templatetags.formats",
                "multaqa.ui.templatetags.parts",
                "multaqa.ui.templatetags.slots",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("MULTAQA_DATABASE_URL") or f"sqlite:///{HOME / 'multaqa.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is erased is overwritten, and does not lie about in the file until its place is needed.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
        "PRAGMA secure_delete=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Shared by all processes: what limits floods, and what locks out a guesser of passwords.
    "limits": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits_cache",
        "KEY_FUNCTION": "multaqa.ground.people.sealing.count_key",
    },
}

# People

AUTH_USER_MODEL = "ground.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "multaqa.ground.people.passwords.UnlikeTheAddress"},
    {"NAME": "multaqa.ground.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = number("MULTAQA_SESSION_HOURS", 10) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECOND_FACTOR_FOR_STAFF = flag("MULTAQA_SECOND_FACTOR", default=not DEMO)
# Seals what must not be read from a copy of the database. The first key seals, all of them open: so a key is changed.
SEALING_KEYS = sealing_keys()
SESSION_SERIALIZER = "multaqa.ground.people.sealing.SealedSession"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "ground:desk"
LOGOUT_REDIRECT_URL = "/"
LOCK_OUT_MINUTES = 15
ACCOUNT_ADAPTER = "multaqa.ground.people.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "multaqa.ground.people.sign_in_forms.SignInForm",
    "reauthenticate": "multaqa.ground.people.sign_in_forms.ConfirmForm",
    "reset_password": "multaqa.ground.people.sign_in_forms.AskResetForm",
    "reset_password_from_key": "multaqa.ground.people.sign_in_forms.NewPasswordForm",
    "change_password": "multaqa.ground.people.sign_in_forms.ChangePasswordForm",
    "set_password": "multaqa.ground.people.sign_in_forms.FirstPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: accounts are by invitation
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever opens an invitation has shown that the address is theirs
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True  # a session ends by its age, never by a closed window alone
# Django's own: allauth's would keep a readable, unverified copy of the address of whoever is sent a link.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  a name
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": f"20/m/ip,5/{LOCK_OUT_MINUTES}m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("MULTAQA_BEHIND_PROXY") else 0
MFA_ADAPTER = "multaqa.ground.people.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "multaqa.ground.people.sign_in_forms.CodeForm",
    "reauthenticate": "multaqa.ground.people.sign_in_forms.ConfirmByCodeForm",
    "activate_totp": "multaqa.ground.people.sign_in_forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Multaqa"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "multaqa.ground.people.sign_in.OpenIDAdapter"
# The ministry's own provider is believed about addresses: it opens the account that was invited, and no other.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OPENID_SERVER = os.environ.get("MULTAQA_OIDC_SERVER", "")
OPENID_ORIGIN = "/".join(OPENID_SERVER.split("/")[:3])
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": os.environ.get("MULTAQA_OIDC_NAME", "OpenID Connect"),
                    "client_id": os.environ.get("MULTAQA_OIDC_CLIENT_ID", ""),
                    "secret": os.environ.get("MULTAQA_OIDC_SECRET", ""),
                    "settings": {"server_url": OPENID_SERVER},
                }
            ],
        }
    }
    if OPENID_SERVER
    else {}
)

# Who answers for this register: the legal pages say it, and mark what nobody has filled in yet

OPERATOR: dict[str, dict[str, str] | str] = {
    "name": in_languages("MULTAQA_OPERATOR_NAME"),
    "address": in_languages("MULTAQA_OPERATOR_ADDRESS"),
    "publisher": in_languages("MULTAQA_OPERATOR_PUBLISHER"),
    "information": in_languages("MULTAQA_OPERATOR_INFORMATION"),
    "host": in_languages("MULTAQA_OPERATOR_HOST"),
    "mail": os.environ.get("MULTAQA_OPERATOR_MAIL", ""),
    "phone": os.environ.get("MULTAQA_OPERATOR_PHONE", ""),
    "cndp": os.environ.get("MULTAQA_OPERATOR_CNDP", ""),
}

# What people sent is kept for so many days, then erased by `erase_expired`

RETENTION_DAYS = {
    "deletion_asked": number("MULTAQA_KEEP_DELETION_ASKED", 30),
    "set_aside": number("MULTAQA_KEEP_SET_ASIDE", 90),
    "withdrawn": number("MULTAQA_KEEP_WITHDRAWN", 30),
    "contribution": number("MULTAQA_KEEP_CONTRIBUTIONS", 1825),
    "report": number("MULTAQA_KEEP_REPORTS", 180),
    "import": number("MULTAQA_KEEP_IMPORTS", 1),
}

# Languages, numbers, time

LANGUAGE_CODE = chosen("MULTAQA_LANGUAGE", "ar", ("ar", "fr", "en"))
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = time_zone("MULTAQA_TIME_ZONE", "Africa/Casablanca")

# Pages

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"  # never served by address: documents go through a door
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FORM_RENDERER = "multaqa.ui.forms.HouseRenderer"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A browser also holds a form to this where it is sent on, as to the organisation's own sign-in.
        "form-action": [SELF, *filter(None, [OPENID_ORIGIN])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("MULTAQA_BEHIND_PROXY") else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
NINJA_PAGINATION_CLASS = "multaqa.ui.paging.Rows"

# Mail

EMAIL_BACKEND = os.environ.get(
    "MULTAQA_MAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if "MULTAQA_MAIL_HOST" in os.environ
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("MULTAQA_MAIL_HOST", "localhost")
EMAIL_PORT = number("MULTAQA_MAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("MULTAQA_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MULTAQA_MAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("MULTAQA_MAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = os.environ.get("MULTAQA_MAIL_FROM", "multaqa@localhost")

# Logs: JSON without personal data

LOGGING_CONFIG = "multaqa.config.logs.configure"
LOGGING = {"level": chosen("MULTAQA_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))}
