"""The addresses of the procedure by phone, of the counter, and of a person's own PIKs."""

from django.urls import URLPattern, path

from nssi.pik import counter_pages, pages, security_pages

urlpatterns: list[URLPattern] = [
    path("pik/", pages.start, name="pik_start"),
    path("pik/stapki/", pages.steps, name="pik_steps"),
    path("pik/stapki/<int:number>/", pages.step, name="pik_step"),
    path("pik/stapki/status/", pages.status, name="pik_status"),
    path("pik/stapki/srok/", pages.time_left, name="pik_time_left"),
    path("pik/otkaz/", pages.abandon, name="pik_abandon"),
    path("pik/gotovo/", pages.done, name="pik_done"),
    path("pik/iztekla/", pages.expired, name="pik_expired"),
    path("moite/sigurnost/", security_pages.my_security, name="my_security"),
    path("moite/sigurnost/anulirane/", security_pages.my_pik_annul, name="my_pik_annul"),
    path("sluzhiteli/pik/", counter_pages.pik_counter, name="pik_counter"),
    path("sluzhiteli/pik/nov/", counter_pages.pik_counter_new, name="pik_counter_new"),
    path("sluzhiteli/pik/anulirane/", counter_pages.pik_counter_annul, name="pik_counter_annul"),
    path("sluzhiteli/pik/<uuid:issue_id>/", counter_pages.pik_counter_issue, name="pik_counter_issue"),
    path(
        "sluzhiteli/pik/<uuid:issue_id>/otpechatay/",
        counter_pages.pik_counter_print,
        name="pik_counter_print",
    ),
    path(
        "sluzhiteli/pik/<uuid:issue_id>/predadeno/",
        counter_pages.pik_counter_hand_over,
        name="pik_counter_hand_over",
    ),
    path(
        "sluzhiteli/pik/<uuid:issue_id>/otkazhi/",
        counter_pages.pik_counter_discard,
        name="pik_counter_discard",
    ),
    path(
        "sluzhiteli/pik/<uuid:issue_id>/palnomoshtno/",
        counter_pages.pik_counter_deed,
        name="pik_counter_deed",
    ),
]
