"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nssi.look import cards
from nssi.look.cards import Card, Shelf


class EnquiriesConfig(AppConfig):
    name = "nssi.enquiries"

    def ready(self) -> None:
        cards.register(
            Card(
                title=_("Данните ми за осигуряване"),
                text=_("Вижте за всеки месец кой осигурител какви дни и какъв доход е подал за Вас."),
                tag=_("С ПИК или КЕП"),
                url_name="my_insurance",
                shelf=Shelf.ENQUIRIES,
                is_personal=True,
            ),
            Card(
                title=_("Моите осигурителни права"),
                text=_("Вижте за кои обезщетения, помощи и пенсии сте осигурени и какво още е нужно."),
                tag=_("С ПИК или КЕП"),
                url_name="my_rights",
                shelf=Shelf.ENQUIRIES,
                is_personal=True,
            ),
            Card(
                title=_("Изплатени обезщетения"),
                text=_("Вижте какво Ви е изплатено, по период или по дата на плащане."),
                tag=_("С ПИК или КЕП"),
                url_name="my_paid_benefits",
                shelf=Shelf.ENQUIRIES,
                is_personal=True,
            ),
            Card(
                title=_("Осигурени лица по чл. 4, ал. 1, т. 4 КСО"),
                text=_(
                    "Военнослужещи, резервисти и държавни служители в сектор „Сигурност“: доход, стаж и права."
                ),
                tag=_("Без вход"),
                url_name="info_art4_1_4",
                shelf=Shelf.INFORMATION,
            ),
        )
