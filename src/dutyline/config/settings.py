"""All settings in one file, from the environment only.

DUTYLINE_HOME      where data, files and the secret key live (default ./var)
DATABASE_URL       postgres://user:password@host:port/name (default: SQLite in DUTYLINE_HOME)
DUTYLINE_HOSTS     comma-separated host names served (default: this machine only)
DUTYLINE_ORIGIN    the address people type, https://safety.example.com; switches secure cookies on
DUTYLINE_PROXIES   how many trusted proxies stand before the server (default 0)
DUTYLINE_LANGUAGE  en or zh-hans: the language of pages before a person chooses
DUTYLINE_TIME_ZONE zone of units that name none (default: UTC)
DUTYLINE_EMAIL_URL smtp://user:password@host:587?tls=1 (default: mail stays in the outbox)
DUTYLINE_SECOND_FACTOR  administrators or everyone: who cannot do without one (default: nobody)
DUTYLINE_OIDC_ISSUER  https://login.example.com: the company's own sign-in (OpenID Connect)
DUTYLINE_OIDC_CLIENT  what Dutyline is called there; DUTYLINE_OIDC_SECRET its secret
DUTYLINE_OIDC_NAME  what the button says (default: Company sign-in)
DUTYLINE_INNER_HOSTS  comma-separated machines of the own network that checkpoints may be sent to
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from dutyline.config.modules import KERNEL, MODULES
from dutyline.config.secret import secret_key
from dutyline.config.sqlite import journal_mode, use_bundled_sqlite

use_bundled_sqlite()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("DUTYLINE_HOME", "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)
ORIGIN = os.environ.get("DUTYLINE_ORIGIN", "")

SECRET_KEY = secret_key(HOME)
DEBUG = False
INNER_HOSTS = [host for host in os.environ.get("DUTYLINE_INNER_HOSTS", "").split(",") if host]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += [host for host in os.environ.get("DUTYLINE_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
if ORIGIN:
    ALLOWED_HOSTS.append(urlsplit(ORIGIN).hostname or "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "dutyline.shell.demo",  # before the kernel, whose sweeps wait until the story is told
    "dutyline.shell.sign_in",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "dutyline.toolkit.ui",
    *KERNEL,
    *MODULES,
    "dutyline.journeys",
    "dutyline.jobs",
    "dutyline.api",
    "dutyline.shell",
    "dutyline.shell.imports",
]

MIDDLEWARE = [
    "dutyline.shell.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "dutyline.jobs.health.health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "dutyline.shell.middleware.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dutyline.shell.middleware.language",
    "dutyline.shell.middleware.actor",
    "dutyline.shell.middleware.device",
    "dutyline.shell.middleware.lent",
    "dutyline.shell.middleware.same_criteria",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dutyline.shell.middleware.private_replies",
    "dutyline.shell.middleware.not_permitted",
    "dutyline.shell.middleware.signed_out",
]

ROOT_URLCONF = "dutyline.config.urls"
WSGI_APPLICATION = "dutyline.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "dutyline.toolkit.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dutyline.shell.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "dutyline.toolkit.ui.forms.FormRenderer"


def database_from_environment() -> dict[str, object]:
    """Read DATABASE_URL into Django's form; SQLite in DUTYLINE_HOME without one."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "dutyline.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                # A read-then-write block would fail with "locked" at once under load.
                "transaction_mode": "IMMEDIATE",
                # FULL: with NORMAL a power cut loses records already acknowledged.
                # No mmap_size: it returned "database disk image is malformed" under load.
                "init_command": (
                    f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL;"
                    "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-65536;"
                    "PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgres://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,  # the pool keeps connections, Django must not
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 2, "max_size": 8},
            **query,
            # Compiling a question takes longer than our bounded answers do; the operator's own
            # options come last and win.
            "options": f"-c jit=off {query.get('options', '')}".strip(),
        },
    }


DATABASES = {"default": database_from_environment()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["dutyline.kernel.access.signing_in.Accounts"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        # NIST SP 800-63B-4: length, a block list, no composition rules.
        "NAME": "dutyline.kernel.access.password_rules.LongEnough",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "dutyline.kernel.access.password_rules.Uncommon"},
    {"NAME": "dutyline.kernel.access.password_rules.NotAboutOneself"},
    {"NAME": "dutyline.kernel.access.passwords.Foreseeable"},
]
CACHES = {
    "default": {
        # Wrong passwords and used codes are counted by all processes together.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_cache",
    }
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers because somebody typed an address
ACCOUNT_ADAPTER = "dutyline.shell.sign_in.adapter.ClosedAdapter"
ACCOUNT_FORMS = {
    "login": "dutyline.shell.sign_in.entry.SignIn",
    "set_password": "dutyline.shell.sign_in.entry.FirstPassword",
    "change_password": "dutyline.shell.sign_in.entry.OtherPassword",
    "reset_password": "dutyline.shell.sign_in.entry.LinkAsked",
    "reset_password_from_key": "dutyline.shell.sign_in.entry.PasswordByLink",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
MFA_ADAPTER = "dutyline.shell.sign_in.second_factors.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are opened by administrators, not by addresses
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "Dutyline"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_FORMS = {
    "authenticate": "dutyline.shell.sign_in.second_factors.forms.Code",
    "authenticate_webauthn": "dutyline.shell.sign_in.second_factors.forms.Passkey",
    "login_webauthn": "dutyline.shell.sign_in.second_factors.forms.PasskeyAlone",
}
SECOND_FACTOR = os.environ.get("DUTYLINE_SECOND_FACTOR", "")
if SECOND_FACTOR not in {"", "administrators", "everyone"}:
    raise ValueError("DUTYLINE_SECOND_FACTOR must be administrators or everyone")

COMPANY: dict[str, Any] = (
    {
        "issuer": os.environ["DUTYLINE_OIDC_ISSUER"],
        "client": os.environ["DUTYLINE_OIDC_CLIENT"],
        "secret": os.environ.get("DUTYLINE_OIDC_SECRET", ""),
        "name": os.environ.get("DUTYLINE_OIDC_NAME", "") or _("Company sign-in"),
    }
    if os.environ.get("DUTYLINE_OIDC_ISSUER")
    else {}
)

LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LANGUAGE_CODE = os.environ.get("DUTYLINE_LANGUAGE", "en").lower().replace("_", "-")
if LANGUAGE_CODE in {"zh", "zh-cn"}:
    LANGUAGE_CODE = "zh-hans"
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"DUTYLINE_LANGUAGE is en or zh-hans, not {LANGUAGE_CODE}.")
LOCALE_PATHS = [PACKAGE / "toolkit" / "locale", PACKAGE / "kernel" / "registry" / "locale"]
TIME_ZONE = os.environ.get("DUTYLINE_TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "dutyline.toolkit.ui.assets.Finder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_ENGINE = "dutyline.shell.sign_in.sessions"
SESSION_COOKIE_NAME = "__Host-session" if ORIGIN.startswith("https://") else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ORIGIN.startswith("https://")
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if ORIGIN.startswith("https://") else "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if ORIGIN.startswith("https://") else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_SSL_REDIRECT = ORIGIN.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^api/"]  # an API client must never be redirected
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = int(os.environ.get("DUTYLINE_PROXIES", "0"))
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Else everybody behind the proxy shares one allowance of wrong passwords.
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)


def email_from_environment() -> dict[str, object]:
    """Read DUTYLINE_EMAIL_URL into Django's e-mail settings; empty without one."""
    url = os.environ.get("DUTYLINE_EMAIL_URL", "")
    if not url:
        return {}
    parts = urlsplit(url)
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["1"],
        "EMAIL_TIMEOUT": 10,
    }


EMAIL_CONFIGURED = bool(os.environ.get("DUTYLINE_EMAIL_URL"))
DEFAULT_FROM_EMAIL = os.environ.get("DUTYLINE_EMAIL_FROM", "dutyline@localhost")
globals().update(email_from_environment())

LOGGING_CONFIG = "dutyline.config.logs.configure"
LOGGING = {"level": os.environ.get("DUTYLINE_LOG_LEVEL", "INFO")}
SILENCED_SYSTEM_CHECKS: list[str] = []
