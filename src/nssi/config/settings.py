"""Django's settings. What differs between installations comes from the environment; docs/operating.md lists it."""

import logging
import pkgutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

import nssi.services
from nssi.foundation import environment
from nssi.foundation.keys import Keys, newest, newest_first
from nssi.foundation.postgres import django_database
from nssi.foundation.redaction import RedactingFormatter, without_trace_of_refusals

# Where things lie

VAR = Path(environment.text("NSSI_VAR", "var")).resolve()
"""What the running product keeps: database, files, secrets, mail of the demonstration."""

SECRETS = VAR / "secrets"
ATTACHMENTS = Path(environment.text("NSSI_ATTACHMENTS", str(VAR / "attachments")))

# What kind of installation this is

DEMO = environment.flag("NSSI_DEMO")
"""A demonstration: the clock can be moved, the mailbox is shown, the simulator's test CA is trusted."""

DEBUG = False
PUBLIC_URL = environment.text("NSSI_PUBLIC_URL", "http://localhost:8000")
ALLOWED_HOSTS = environment.text("NSSI_ALLOWED_HOSTS", "localhost 127.0.0.1").split()
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECRET_KEYS = Keys("NSSI_SECRET_KEY", SECRETS, get_random_secret_key)
SECRET_KEY = newest(SECRET_KEYS)[1]
SECRET_KEY_FALLBACKS = newest_first(SECRET_KEYS)[1:]

INSTITUTION_NAME = "Национален осигурителен институт"
INSTITUTION_BULSTAT = "121082521"
INSTITUTION_PHONE = environment.text("NSSI_INSTITUTION_PHONE", "0700 14 802")
INSTITUTION_SITE = environment.text("NSSI_INSTITUTION_SITE", "https://www.nssi.bg/")

# The rooms

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "nssi.config.static.StaticFiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "nssi.foundation",
    "nssi.look",
    "nssi.institution",
    "nssi.people",
    "nssi.audit",
    "nssi.access",
    "nssi.messages",
    "nssi.records",
    "nssi.attachments",
    "nssi.signing",
    "nssi.documents",
    "nssi.terms",
    "nssi.delivery",
    "nssi.payments",
    "nssi.insurance",
    "nssi.pensions",
    "nssi.archive",
    "nssi.pik",
    "nssi.mobile_qes",
    "nssi.applications",
    "nssi.proceedings",
    *(f"nssi.services.{service.name}" for service in pkgutil.iter_modules(nssi.services.__path__)),
    "nssi.enquiries",
    "nssi.staff",
    "nssi.portal",
    *(["nssi.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "nssi.look.policy.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nssi.look.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "nssi.access.middleware.VisitorMiddleware",
    "nssi.institution.parameters.ParametersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "nssi.config.urls"
WSGI_APPLICATION = "nssi.config.wsgi.application"
CSRF_FAILURE_VIEW = "nssi.portal.pages.csrf_failure"
APPEND_SLASH = True
FORM_RENDERER = "nssi.look.forms.PortalRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "nssi.look.context.page",
            ],
        },
    },
]

# Data

DATABASES = {"default": django_database(environment.text("DATABASE_URL", "postgresql:///nssi"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["nssi.foundation.queue"]

ATTACHMENTS_S3_BUCKET = environment.text("NSSI_ATTACHMENTS_S3_BUCKET")
"""Where attached files are kept if not in a folder: a bucket of an object store that speaks S3."""

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": {
        "BACKEND": "nssi.attachments.object_store.ObjectStore",
        "OPTIONS": {
            "bucket_name": ATTACHMENTS_S3_BUCKET,
            "endpoint_url": environment.text("NSSI_ATTACHMENTS_S3_ENDPOINT") or None,
            "region_name": environment.text("NSSI_ATTACHMENTS_S3_REGION") or None,
            "access_key": environment.text("NSSI_ATTACHMENTS_S3_ACCESS_KEY") or None,
            "secret_key": environment.text("NSSI_ATTACHMENTS_S3_SECRET_KEY") or None,
        },
    }
    if ATTACHMENTS_S3_BUCKET
    else {"BACKEND": "nssi.attachments.storage.DurableFiles"},
    "staticfiles": {"BACKEND": "nssi.config.static.HashedStaticFiles"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # of the fields; files are counted where they are taken in
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["nssi.attachments.uploads.BoundedUploadHandler"]

CLAMD = environment.text("NSSI_CLAMD")
"""Who searches files for viruses: the path of clamd's socket, or host:port; empty: a few rules of our own."""

# Language and time

LANGUAGE_CODE = "bg"
LANGUAGES = [("bg", "Български"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
TIME_ZONE = "Europe/Sofia"
USE_TZ = True

# Who comes in

AUTH_USER_MODEL = "access.Official"
PASSWORD_HASHERS = ["nssi.access.hashing.OfficialPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PIK_PEPPERS = Keys("NSSI_PIK_PEPPER", SECRETS)
"""What enters every hash of a PIK; the hash names its version."""

ACCESS_CODE_KEYS = Keys("NSSI_ACCESS_CODE_KEY", SECRETS)
"""The keys from which access codes are derived; the last one is used for new applications."""

PIK_AT_COUNTER_AT_ONCE = environment.flag("NSSI_PIK_AT_COUNTER_AT_ONCE")
"""Whether a PIK that was handed over at the counter is active at once; otherwise on the next day."""

QES_URL = environment.text("NSSI_QES_URL").rstrip("/")
"""The host, behind a proxy of its own, that asks browsers for a certificate; empty: nobody logs in with a QES."""

QES_PROXY_SECRETS = Keys("NSSI_QES_PROXY_SECRET", SECRETS)
QES_TRUST_ANCHORS = environment.paths("NSSI_QES_TRUST_ANCHORS")
TRUSTED_LIST_URL = environment.text("NSSI_TRUSTED_LIST_URL")
"""The list of the lists of the Union, which names the Bulgarian trusted list; empty: the anchors above alone are trusted."""

TRUSTED_LISTS = VAR / "trust"
TRUSTED_LIST_SIGNERS = environment.paths("NSSI_TRUSTED_LIST_SIGNERS")
"""Who signs the list of the lists; empty: those who did when our library was published."""

AUDIT_KEYS = Keys("NSSI_AUDIT_KEY", SECRETS)
"""The keys of the codes under which the trail keeps addresses."""

SECOND_FACTOR_KEYS = Keys("NSSI_SECOND_FACTOR_KEY", SECRETS)
"""Seal the secrets of officials' authenticator apps."""

AUDIT_YEARS = int(environment.text("NSSI_AUDIT_YEARS", "10"))
"""How long the entries of the trail are kept."""

SESSION_ENGINE = "nssi.access.session_store"
SESSION_IDLE_TIME = timedelta(minutes=30)
OFFICIAL_SESSION_IDLE_TIME = timedelta(minutes=15)
SESSION_COOKIE_AGE = 12 * 60 * 60
"""Seconds after which a session ends, however busy it is."""

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
BEHIND_TLS = PUBLIC_URL.startswith("https:")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
_OF_THIS_HOST = "__Host-" if BEHIND_TLS else ""  # no other host can plant a cookie of such a name
SESSION_COOKIE_NAME = f"{_OF_THIS_HOST}sessionid"
CSRF_COOKIE_NAME = f"{_OF_THIS_HOST}csrftoken"
LANGUAGE_COOKIE_NAME = f"{_OF_THIS_HOST}django_language"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The national ePayment system

EPAYMENT_URL = environment.text("NSSI_EPAYMENT_URL")
"""Where its interface is; empty: fees are paid at the counter alone."""

EPAYMENT_PORTAL_URL = environment.text("NSSI_EPAYMENT_PORTAL_URL", EPAYMENT_URL)
EPAYMENT_NOTICE_URL = environment.text("NSSI_EPAYMENT_NOTICE_URL", PUBLIC_URL)
EPAYMENT_CLIENT_ID = environment.text("NSSI_EPAYMENT_CLIENT_ID")
EPAYMENT_SECRET = environment.secret("NSSI_EPAYMENT_SECRET", SECRETS)
EPAYMENT_BANK = environment.text("NSSI_EPAYMENT_BANK")
EPAYMENT_BIC = environment.text("NSSI_EPAYMENT_BIC")
EPAYMENT_IBAN = environment.text("NSSI_EPAYMENT_IBAN")

# The account that benefits are paid from

BENEFITS_IBAN = environment.text("NSSI_BENEFITS_IBAN").replace(" ", "")
"""Where it is empty, lists are drawn up and approved, and no file for the bank is made."""

BENEFITS_BIC = environment.text("NSSI_BENEFITS_BIC")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [
            SELF,
            *([QES_URL] if QES_URL else []),  # the button to the host of certificates leads there
            *([EPAYMENT_PORTAL_URL] if EPAYMENT_PORTAL_URL else []),  # and the one to pay
        ],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# The register of insured persons

DECLARATIONS = Path(environment.text("NSSI_DECLARATIONS", str(VAR / "declarations")))
"""Files of declaration form 1 on their way into the register, and the folder that is watched for new ones."""

ART_4_1_4_TYPES = frozenset(environment.text("NSSI_ART_4_1_4_TYPES", "06 17 83").split())
ART_4_1_4_RELATED_TYPES = frozenset(environment.text("NSSI_ART_4_1_4_RELATED_TYPES", "84 88 89").split())
"""The types of insured person of declaration form 1 that are, or stand near, the persons of Art. 4(1) item 4."""

# Signing provider

SIGNING_BASE_URL = environment.text("NSSI_SIGNING_BASE_URL", "http://127.0.0.1:8091/vendor")
SIGNING_CALLBACK_URL = environment.text("NSSI_SIGNING_CALLBACK_URL", PUBLIC_URL)
SIGNING_VENDOR_NUMBER = environment.text("NSSI_SIGNING_VENDOR_NUMBER", "DEMOVENDOR000001")
SIGNING_API_KEY = environment.secret("NSSI_SIGNING_API_KEY", SECRETS)
SIGNING_PRIVATE_KEY_FILE = Path(
    environment.text("NSSI_SIGNING_PRIVATE_KEY_FILE")
    or environment.secret_file("NSSI_SIGNING_PRIVATE_KEY", SECRETS, environment.new_rsa_key)
)
SIGNING_TRUST_ANCHORS = environment.paths("NSSI_SIGNING_TRUST_ANCHORS")
SIGNING_APP_NAME = environment.text("NSSI_SIGNING_APP_NAME", "Evrotrust")
SIGNING_APP_PHONE = environment.text("NSSI_SIGNING_APP_PHONE", "02 448 58 58")
SIGNING_APP_ANDROID = environment.text(
    "NSSI_SIGNING_APP_ANDROID", "https://play.google.com/store/search?q=Evrotrust&c=apps"
)
SIGNING_APP_IPHONE = environment.text(
    "NSSI_SIGNING_APP_IPHONE", "https://apps.apple.com/bg/search?term=Evrotrust"
)

# The institution's seal, and time-stamps

SEAL_KEY_FILE = environment.text("NSSI_SEAL_KEY_FILE")
SEAL_PASSPHRASE = environment.text("NSSI_SEAL_PASSPHRASE")
SEAL_CERTIFICATES = environment.paths("NSSI_SEAL_CERTIFICATES")
SEAL_PKCS11_MODULE = environment.text("NSSI_SEAL_PKCS11_MODULE")
SEAL_PKCS11_TOKEN = environment.text("NSSI_SEAL_PKCS11_TOKEN")
SEAL_PKCS11_KEY = environment.text("NSSI_SEAL_PKCS11_KEY")
"""The key: a file (PKCS#12, or PEM with its certificates after it or beside it), or the label of one in
a token that speaks PKCS#11, with its certificates beside it. The passphrase is the PIN of the token too."""

SEAL_TRUST_ANCHORS = environment.paths("NSSI_SEAL_TRUST_ANCHORS")
TIMESTAMP_URL = environment.text("NSSI_TIMESTAMP_URL")
SEAL_MAY_BE_OWN = DEMO
"""Where nothing is configured, seal and stamp with keys made here, which nobody trusts."""

# Mail

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("NSSI_EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = int(environment.text("NSSI_EMAIL_PORT", "8025"))
EMAIL_HOST_USER = environment.text("NSSI_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("NSSI_EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("NSSI_EMAIL_TLS")
EMAIL_USE_SSL = environment.flag("NSSI_EMAIL_SSL")
EMAIL_TIMEOUT = 20  # seconds for each answer; three times as long for the one after a text
EMAIL_BOUNCES = environment.text("NSSI_EMAIL_BOUNCES")
"""A Maildir with what comes back to the sender's address; empty: `nssi messages bounces` is told where to look."""

DEFAULT_FROM_EMAIL = environment.text("NSSI_EMAIL_FROM", "e-uslugi@noi.example")
MAILBOX = VAR / "mailbox"

# Logs

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

logging.raiseExceptions = (
    False  # a handler that fails would write the record itself to stderr, past the redaction
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": RedactingFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
        }
    },
    "filters": {"refusals": {"()": lambda: without_trace_of_refusals}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["refusals"]}},
    "root": {"handlers": ["stderr"], "level": environment.text("NSSI_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}
