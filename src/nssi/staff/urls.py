"""The addresses of this room."""

from django.urls import path

from nssi.staff import (
    absence_pages,
    account_pages,
    body_pages,
    calendar_pages,
    outreach_pages,
    pages,
    provider_pages,
    search_pages,
    service_pages,
    statistics_pages,
    template_pages,
    value_pages,
)

urlpatterns = [
    path("sluzhiteli/", pages.official_home, name="official_home"),
    path("sluzhiteli/opashka/", pages.queue, name="queue"),
    path("sluzhiteli/opashka/broy/", pages.queue_counts, name="queue_counts"),
    path("sluzhiteli/opashka/sledvashta/", pages.queue_take_next, name="queue_take_next"),
    path("sluzhiteli/tarsene/", search_pages.search_page, name="search"),
    path("sluzhiteli/statistika/", statistics_pages.statistics, name="statistics"),
    path("sluzhiteli/statistika/tablitsa.csv", statistics_pages.statistics_csv, name="statistics_csv"),
    path("admin-portal/izneseni-ofisi/", outreach_pages.outreach_offices, name="outreach_offices"),
    path(
        "admin-portal/izneseni-ofisi/<int:outreach_office_id>/",
        outreach_pages.outreach_office,
        name="outreach_office",
    ),
    path(
        "admin-portal/izneseni-ofisi/<int:outreach_office_id>/zakriy/",
        outreach_pages.outreach_office_close,
        name="outreach_office_close",
    ),
    path("admin-portal/podeleniya/", body_pages.bodies, name="bodies"),
    path("admin-portal/podeleniya/novo/", body_pages.body_new, name="body_new"),
    path("admin-portal/podeleniya/<slug:body_code>/", body_pages.body, name="body"),
    path("admin-portal/podeleniya/<slug:body_code>/zakriy/", body_pages.body_close, name="body_close"),
    path("admin-portal/smetki/", account_pages.repayment_accounts, name="repayment_accounts"),
    path("admin-portal/smetki/<int:proposal_id>/", account_pages.repayment_account, name="repayment_account"),
    path("admin-portal/uslugi/", service_pages.services, name="services"),
    path("admin-portal/uslugi/<slug:slug>/", service_pages.service_pause, name="service_pause"),
    path("admin-portal/kalendar/", calendar_pages.days_off, name="days_off"),
    path("admin-portal/srokove/", calendar_pages.terms_of_law, name="terms_of_law"),
    path("admin-portal/dostavchik/", provider_pages.signing_state, name="signing_state"),
    path("admin-portal/pik-protseduri/", provider_pages.pik_procedures, name="pik_procedures"),
    path(
        "admin-portal/pik-protseduri/<uuid:procedure_id>/", provider_pages.pik_procedure, name="pik_procedure"
    ),
    path("admin-portal/obraztsi/", template_pages.templates, name="templates"),
    path(
        "admin-portal/obraztsi/saobshtenie/<slug:message>/",
        template_pages.message_preview,
        name="message_preview",
    ),
    path(
        "admin-portal/obraztsi/dokument/<slug:document>/",
        template_pages.document_preview,
        name="document_preview",
    ),
    path("admin-portal/razmeri/", value_pages.values_of_law, name="values_of_law"),
    path("admin-portal/razmeri/<slug:name>/", value_pages.value_of_law, name="value_of_law"),
    path("admin-portal/predlozheniya/", value_pages.value_proposals, name="value_proposals"),
    path("admin-portal/predlozheniya/<int:proposal_id>/", value_pages.value_proposal, name="value_proposal"),
    path("sluzhiteli/otsastviya/", absence_pages.absences, name="absences"),
    path("sluzhiteli/otsastviya/<int:absence_id>/krai/", absence_pages.absence_end, name="absence_end"),
]
