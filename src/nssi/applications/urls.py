"""The addresses of this room."""

from django.urls import path

from nssi.applications import (
    changes_pages,
    documents_pages,
    my_pages,
    pages,
    paper_pages,
    second_filing_pages,
    signature_pages,
)

urlpatterns = [
    path("formulyari/", paper_pages.paper_forms, name="paper_forms"),
    path("formulyari/<slug:paper>/", paper_pages.paper_form, name="paper_form"),
    path("moite/", my_pages.my_home, name="my_home"),
    path("moite/chernovi/<uuid:draft_id>/iztriy/", my_pages.draft_discard, name="draft_discard"),
    path("moite/zayavleniya/", my_pages.my_applications, name="my_applications"),
    path("moite/zayavleniya/<uuid:application_id>/", my_pages.my_application, name="my_application"),
    path(
        "moite/zayavleniya/<uuid:application_id>/promyana/<slug:what>/",
        changes_pages.application_change,
        name="application_change",
    ),
    path(
        "moite/zayavleniya/<uuid:application_id>/dokument/",
        changes_pages.application_document_add,
        name="application_document_add",
    ),
    path(
        "moite/zayavleniya/<uuid:application_id>/otteglyane/",
        changes_pages.application_withdraw,
        name="application_withdraw",
    ),
    path(
        "moite/zayavleniya/<uuid:application_id>/pdf/",
        my_pages.application_document,
        name="application_document",
    ),
    path(
        "moite/zayavleniya/<uuid:application_id>/saobshtenie/",
        my_pages.registration_letter,
        name="registration_letter",
    ),
    path(
        "moite/zayavleniya/<uuid:application_id>/podpisano/",
        signature_pages.signed_application,
        name="signed_application",
    ),
    path("zayavlenie/<slug:slug>/", pages.application_start, name="application_start"),
    path("zayavlenie/<slug:slug>/podavane/", pages.application_submit, name="application_submit"),
    path(
        "zayavlenie/<slug:slug>/podavane/podpis/",
        signature_pages.application_signature,
        name="application_signature",
    ),
    path(
        "zayavlenie/<slug:slug>/podavane/podpis/zayavlenie/",
        signature_pages.form_to_sign,
        name="form_to_sign",
    ),
    path(
        "zayavlenie/<slug:slug>/podavane/podpis/telefon/",
        signature_pages.form_to_phone,
        name="form_to_phone",
    ),
    path(
        "zayavlenie/<slug:slug>/podavane/podpis/sastoyanie/",
        signature_pages.application_signature_status,
        name="application_signature_status",
    ),
    path("zayavlenie/<slug:slug>/gotovo/", pages.application_filed, name="application_filed"),
    path("zayavlenie/<slug:slug>/povtorno/", second_filing_pages.second_filing, name="second_filing"),
    path(
        "zayavlenie/<slug:slug>/<slug:step>/promeni/",
        documents_pages.documents_changes,
        name="documents_changes",
    ),
    path(
        "zayavlenie/<slug:slug>/<slug:step>/stranitsi/<uuid:picture_id>/",
        documents_pages.document_preview,
        name="document_preview",
    ),
    path(
        "zayavlenie/<slug:slug>/<slug:step>/faylove/<uuid:file_id>/",
        documents_pages.document_download,
        name="document_download",
    ),
    path("zayavlenie/<slug:slug>/<slug:step>/", pages.application_step, name="application_step"),
]
