"""The addresses of this room."""

from django.urls import path

from nssi.proceedings import appeal_pages, handling_pages, intake_pages, pages

CASE = "sluzhiteli/prepiski/<uuid:proceeding_id>/"

urlpatterns = [
    path("sluzhiteli/priem/", intake_pages.intake, name="intake"),
    path("sluzhiteli/priem/<uuid:draft_id>/", intake_pages.intake_continue, name="intake_continue"),
    path("sluzhiteli/priem/<uuid:application_id>/prepiska/", intake_pages.intake_filed, name="intake_filed"),
    path("potvardi/<uuid:proceeding_id>/", intake_pages.confirm_application, name="confirm_application"),
    path(CASE + "priem/", intake_pages.proceeding_intake, name="proceeding_intake"),
    path(CASE, pages.proceeding, name="proceeding"),
    path(CASE + "dokumenti/", pages.proceeding_documents, name="proceeding_documents"),
    path(CASE + "dokumenti/<int:file_id>/", pages.proceeding_file, name="proceeding_file"),
    path(CASE + "korespondentsiya/", pages.proceeding_correspondence, name="proceeding_correspondence"),
    path(CASE + "srokove/", pages.proceeding_terms, name="proceeding_terms"),
    path(CASE + "istoriya/", pages.proceeding_history, name="proceeding_history"),
    path(CASE + "nomer/", pages.proceeding_number, name="proceeding_number"),
    path(CASE + "vzemi/", handling_pages.proceeding_take, name="proceeding_take"),
    path(CASE + "varni/", handling_pages.proceeding_give_back, name="proceeding_give_back"),
    path(CASE + "podnovi/", handling_pages.proceeding_unpark, name="proceeding_unpark"),
    path(CASE + "zadachi/<int:task_id>/", handling_pages.proceeding_task_done, name="proceeding_task_done"),
    path(CASE + "vaprosi/", handling_pages.proceeding_questions, name="proceeding_questions"),
    path(CASE + "dokumenti/dobavi/", pages.proceeding_document_add, name="proceeding_document_add"),
    path("d/<slug:token>/zhalba/", appeal_pages.appeal_file, name="appeal_file"),
    path("sluzhiteli/zhalbi/", appeal_pages.appeals, name="appeals"),
    path("sluzhiteli/zhalbi/<uuid:appeal_id>/", appeal_pages.appeal, name="appeal"),
    path(CASE + "zhalba/<uuid:document_id>/", appeal_pages.appeal_enter, name="appeal_enter"),
    path(CASE + "deystviya/<slug:act>/", pages.proceeding_act, name="proceeding_act"),
    path(CASE + "prepiskata/<slug:way>/", handling_pages.proceeding_let_go, name="proceeding_let_go"),
]
