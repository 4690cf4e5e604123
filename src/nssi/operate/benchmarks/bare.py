"""The measure of `nssi bench submission`: a bare Django form of three fields with one INSERT, as a WSGI application.

It has the applications and the middleware that `django-admin startproject` gives, a ModelForm, a CSRF token and one commit a
request, on the same database and server, over connections that are kept as ours are, by Django's own backend.
"""

import os

import django
from django.conf import settings

from nssi.foundation.postgres import django_database

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={
        "default": django_database(os.environ["DATABASE_URL"]) | {"ENGINE": "django.db.backends.postgresql"}
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django import forms  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.urls import path  # noqa: E402


class Posting(models.Model):
    """One row a request."""

    name = models.CharField(max_length=100)
    day = models.DateField()
    remark = models.TextField()

    class Meta:
        app_label = "sessions"
        db_table = "bench_bare_posting"


class PostingForm(forms.ModelForm):  # type: ignore[type-arg]
    """The form of three fields."""

    class Meta:
        model = Posting
        fields = ("name", "day", "remark")


def post(request: HttpRequest) -> HttpResponse:
    """Save the form and redirect, as a page would."""
    form = PostingForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400)
    form.save()
    return HttpResponseRedirect("/done/")


def make_table() -> None:
    """Make the table, once, whichever of the server's processes comes first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(1)")  # the end of the connection gives it back
    if Posting._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Posting)
    connection.close()


urlpatterns = [path("post/", post)]
make_table()
application = get_wsgi_application()
