"""The types of insured person of declaration form 1 (вид осигурен): what each is called, its category of labour, its risks.

The list is that of the edition of 2016, which is still in use; what a type covers follows Art. 4 of the Code. Types 06, 17
and 83 are the persons of Art. 4(1) item 4, types 84, 88 and 89 stand near them; an installation may say otherwise (S4.1).
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

SICKNESS_MATERNITY = "general_sickness_maternity"
INVALIDITY = "invalidity_general"
OLD_AGE_DEATH = "old_age_death"
WORK_ACCIDENT = "work_accident_disease"
UNEMPLOYMENT = "unemployment"

ALL_RISKS = frozenset({SICKNESS_MATERNITY, INVALIDITY, OLD_AGE_DEATH, WORK_ACCIDENT, UNEMPLOYMENT})
PENSIONS_ONLY = frozenset({INVALIDITY, OLD_AGE_DEATH})
PENSIONS_AND_ACCIDENTS = PENSIONS_ONLY | {WORK_ACCIDENT}
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TypeOfInsured:
    """A type: its number, its Bulgarian name, its category of labour (1-3), the risks (of `law.entitlements`) it covers."""

    number: int
    title: Text
    category: int = 3
    risks: frozenset[str] = ALL_RISKS

    @property
    def code(self) -> str:
        """The number as the file writes it, in two digits."""
        return f"{self.number:02}"

    @property
    def is_art_4_1_4(self) -> bool:
        """Whether these are persons of Art. 4(1) item 4 (S4.1)."""
        return self.code in settings.ART_4_1_4_TYPES

    @property
    def is_related_to_art_4_1_4(self) -> bool:
        """Whether the type stands near Art. 4(1) item 4: missions, spouses of servicemen."""
        return self.code in settings.ART_4_1_4_RELATED_TYPES


_TYPES = (
    TypeOfInsured(1, _("работник или служител, трета категория")),
    TypeOfInsured(2, _("работник или служител, първа категория"), 1),
    TypeOfInsured(3, _("работник или служител, втора категория"), 2),
    TypeOfInsured(4, _("допълнително трудово правоотношение")),
    TypeOfInsured(5, _("държавен служител по ЗДСл")),
    TypeOfInsured(6, _("военнослужещ или държавен служител по ЗМВР и ЗИНЗС"), 1),
    TypeOfInsured(7, _("следовател")),
    TypeOfInsured(8, _("учител")),
    TypeOfInsured(9, _("член-кооператор без трудово правоотношение")),
    TypeOfInsured(10, _("договор за управление и контрол")),
    TypeOfInsured(11, _("лице по чл. 4, ал. 2 КСО"), risks=PENSIONS_AND_ACCIDENTS),
    TypeOfInsured(12, _("самоосигуряващо се лице"), risks=PENSIONS_ONLY),
    TypeOfInsured(13, _("земеделски стопанин или тютюнопроизводител"), risks=PENSIONS_ONLY),
    TypeOfInsured(14, _("работа без трудово правоотношение"), risks=PENSIONS_ONLY),
    TypeOfInsured(15, _("получава обезщетение за безработица"), risks=NONE),
    TypeOfInsured(16, _("сумирано работно време над един месец")),
    TypeOfInsured(17, _("служител на разузнаването, куриерската служба или военната информация"), 1),
    TypeOfInsured(18, _("неправомерно уволнено лице"), risks=PENSIONS_ONLY),
    TypeOfInsured(19, _("лице по чл. 9, ал. 3, т. 3 КСО"), risks=PENSIONS_ONLY),
    TypeOfInsured(20, _("трудоустроено лице без работа")),
    TypeOfInsured(21, _("второ правоотношение над максималния доход")),
    TypeOfInsured(22, _("самоосигуряващо се лице, еднократно подаване"), risks=PENSIONS_ONLY),
    TypeOfInsured(23, _("самоосигуряващо се лице, еднократно подаване"), risks=PENSIONS_ONLY),
    TypeOfInsured(24, _("съдия, прокурор или съдебен служител")),
    TypeOfInsured(25, _("програма за заетост")),
    TypeOfInsured(26, _("специализирано предприятие")),
    TypeOfInsured(27, _("обезщетение по чл. 222 КТ или чл. 106 ЗДСл"), risks=NONE),
    TypeOfInsured(28, _("само здравно осигуряване"), risks=NONE),
    TypeOfInsured(29, _("други лица"), risks=PENSIONS_ONLY),
    TypeOfInsured(71, _("член на избирателна комисия"), risks=PENSIONS_ONLY),
    TypeOfInsured(72, _("програма „В подкрепа на майчинството“")),
    TypeOfInsured(82, _("изборна длъжност или духовно звание")),
    TypeOfInsured(83, _("офицер или сержант на разузнаването или куриерската служба"), 1),
    TypeOfInsured(84, _("мисия от МВР, осигуряване за своя сметка"), risks=PENSIONS_ONLY),
    TypeOfInsured(85, _("обезщетение след прекратяването, възникнало преди 2007\xa0г."), risks=NONE),
    TypeOfInsured(86, _("служител на международна организация"), risks=PENSIONS_ONLY),
    TypeOfInsured(87, _("работа в чужбина"), risks=PENSIONS_ONLY),
    TypeOfInsured(88, _("обезщетение по чл. 230, ал. 1 ЗОВСРБ"), risks=NONE),
    TypeOfInsured(89, _("обезщетение по чл. 231, ал. 1 ЗОВСРБ"), risks=NONE),
    TypeOfInsured(90, _("доходи само по чл. 42 ЗДДФЛ"), risks=NONE),
    TypeOfInsured(91, _("съпруг (съпруга) на дипломат"), risks=PENSIONS_ONLY),
    TypeOfInsured(92, _("морско лице"), risks=PENSIONS_AND_ACCIDENTS),
    TypeOfInsured(93, _("специализант"), risks=ALL_RISKS),
    TypeOfInsured(94, _("лице по международен договор"), risks=PENSIONS_ONLY),
    TypeOfInsured(95, _("артист в балет")),
    TypeOfInsured(96, _("лице по чл. 4, ал. 9 КСО"), risks=PENSIONS_ONLY),
    TypeOfInsured(97, _("лице по чл. 4, ал. 10 КСО")),
    TypeOfInsured(98, _("гарантирано вземане"), risks=NONE),
)

TYPES = {one.number: one for one in _TYPES}
"""Every known type by its number."""


def type_of_insured(number: int) -> TypeOfInsured:
    """Return the type with this number; one that the list does not have covers no risk, and its number is its name."""
    return TYPES.get(number) or TypeOfInsured(number, str(number), risks=NONE)


def types_that_cover(risk: str) -> tuple[int, ...]:
    """Return the numbers of the types that are insured for a risk."""
    return tuple(one.number for one in _TYPES if risk in one.risks)
