"""The addresses of the procedure."""

from django.urls import URLPattern, path

from nssi.pik import pages

urlpatterns: list[URLPattern] = [
    path("pik/", pages.start, name="pik_start"),
    path("pik/stapki/", pages.steps, name="pik_steps"),
    path("pik/stapki/<int:number>/", pages.step, name="pik_step"),
    path("pik/stapki/status/", pages.status, name="pik_status"),
    path("pik/stapki/srok/", pages.time_left, name="pik_time_left"),
    path("pik/otkaz/", pages.abandon, name="pik_abandon"),
    path("pik/gotovo/", pages.done, name="pik_done"),
    path("pik/iztekla/", pages.expired, name="pik_expired"),
]
