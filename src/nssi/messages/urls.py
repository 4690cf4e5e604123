"""The addresses of this room."""

from django.urls import path

from nssi.messages import pages

urlpatterns = [
    path("admin-portal/saobshteniya/", pages.unsent, name="messages_unsent"),
    path("admin-portal/saobshteniya/<uuid:message_id>/", pages.unsent_one, name="messages_unsent_one"),
    path("admin-portal/saobshteniya/vsichki/<slug:state>/", pages.unsent_all, name="messages_unsent_all"),
]
