"""What this room knows of a person, for that person."""

from django.utils.translation import gettext_lazy as _

from nssi.people.models import IDENTIFIER_KINDS, Capacity, Identifier, Kinship, Person, Representation
from nssi.people.own_data import Column, Kind, Part

PERSON = Part(
    "person",
    _("Самоличност"),
    (
        Column("first_name", _("Собствено име")),
        Column("middle_name", _("Бащино име")),
        Column("last_name", _("Фамилно име")),
        Column("first_name_latin", _("Собствено име на латиница")),
        Column("middle_name_latin", _("Бащино име на латиница")),
        Column("last_name_latin", _("Фамилно име на латиница")),
        Column("known_deceased", _("Отбелязана смърт"), Kind.YES_NO),
        Column("created_at", _("Познато на системата от"), Kind.MOMENT),
    ),
    lambda person: Person.objects.filter(pk=person.pk).values_list(
        "first_name", "middle_name", "last_name", "first_name_latin", "middle_name_latin", "last_name_latin",
        "known_deceased", "created_at",
    ),
    (Person,),
)  # fmt: skip
NUMBERS = Part(
    "numbers",
    _("Лични номера"),
    (Column("kind", _("Вид"), said=dict(IDENTIFIER_KINDS).__getitem__), Column("number", _("Номер"))),
    lambda person: Identifier.objects.filter(person=person).values_list("kind", "number"),
    (Identifier,),
)
REPRESENTATIONS = Part(
    "representations",
    _("Представителство, с което сте действали"),
    (
        Column("capacity", _("Качество"), said=lambda value: Capacity(value).label),
        Column("kinship", _("Родство"), said=lambda value: Kinship(value).label if value else ""),
        Column("power_of_attorney_number", _("Пълномощно №")),
        Column("power_of_attorney_date", _("Дата на пълномощното"), Kind.DAY),
        Column("notary", _("Нотариус")),
        Column("created_at", _("Вписано на"), Kind.MOMENT),
    ),
    lambda person: Representation.objects.filter(representative=person).values_list(
        "capacity", "kinship", "power_of_attorney_number", "power_of_attorney_date", "notary", "created_at"
    ),
    (Representation,),
)
"""Without whom they represented: that is another person's."""

PARTS = (PERSON, NUMBERS, REPRESENTATIONS)
