"""What can be wrong with a row of holdings, in the words of the protocol."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TEXTS: dict[str, Promise] = {
    "columns": _("Редът няма толкова колони, колкото заглавието."),
    "too_long": _("Текстът е твърде дълъг."),
    "not_utf8": _("Редът не е записан с кодиране UTF-8."),
    "control_characters": _("В реда има знаци, които не се виждат. Изтрийте ги."),
    "quotes": _("Кавичките в реда не са затворени."),
    "missing": _("Полето е празно."),
    "eik": _("Номерът не е ЕИК или БУЛСТАТ: не издържа проверката."),
    "name": _("В името няма друго освен правна форма и знаци."),
    "area": _("Няма такава област."),
    "kind": _("Видът е „payrolls“ или „employment_documents“."),
    "month": _("Месецът се пише като 1987-03."),
    "month_out_of_range": _("Месецът е твърде отдавна или още не е дошъл."),
    "ends_before_it_begins": _("Краят е преди началото."),
    "place": _("Няма такова място на съхранение."),
    "day": _("Датата се пише като 2010-03-25 и не е след днешната."),
    "eik_of_another": _("С този ЕИК архивът знае осигурител с друго име."),
    "overlaps": _("За част от тези месеци вече има фонд от същия вид на този осигурител."),
}


def told(code: str) -> str:
    """Return what a code of the protocol says."""
    return str(_TEXTS[code])
