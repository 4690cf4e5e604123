"""The addresses of this room."""

from django.urls import path

from nssi.attachments import pages

urlpatterns = [path("admin-portal/kachvaniya/", pages.upload_rules, name="upload_rules")]
