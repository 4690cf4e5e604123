"""The service as the register knows it: its description and its form (P-02, P-08)."""

from django.utils.translation import gettext_lazy as _

from nssi.applications.services import AdministrativeService, FormVersion, Particulars, ServiceDescription
from nssi.applications.steps import Answers, Step
from nssi.delivery.methods import DeliveryMethod
from nssi.services.pik_by_qes.forms import RequestForm

SLUG = "iskane-pik-s-kep"
REGISTER_INDEX = "1005"


def _particulars(answers: Answers) -> Particulars:
    asked = answers["request"]
    return Particulars(
        competent_body_code=asked["local_office"],
        email=asked["email"],
        delivery_method=DeliveryMethod.ELECTRONIC,
        delivery_address=asked["email"],
    )


FORM = FormVersion(
    version="2026-2",
    steps=(
        Step(
            "request",
            "iskane",
            _("Данни за искането"),
            RequestForm,
            own_template="pik_by_qes/request.html",
        ),
    ),
    slots=(),
    particulars=_particulars,
    at_once=True,
)

PIK_BY_QES = AdministrativeService(
    slug=SLUG,
    register_index=REGISTER_INDEX,
    forms=(FORM,),
    qes_only=True,
    after_filing=(
        _("Служител на избраното ТП преглежда искането. Обикновено отнема до 2\u00a0работни дни."),
        _(
            "Изпращаме Ви съобщение, когато удостоверението с Вашия ПИК е готово. Изтегляте го от портала, само с КЕП."
        ),
        _("Ако имате ПИК, той важи, докато започне да важи новият."),
    ),
    description=ServiceDescription(
        title=_("Искане за издаване на ПИК с КЕП"),
        summary=_(
            "Ако имате квалифициран електронен подпис (КЕП), поискайте персонален идентификационен код (ПИК) без да "
            "идвате в НОИ. Удостоверението с кода се изтегля от портала, само с КЕП."
        ),
        provider=_("Национален осигурителен институт, БУЛСТАТ 121082521"),
        legal_basis=(
            _("чл.\u00a033, ал.\u00a05, т.\u00a014 от Кодекса за социално осигуряване (КСО)"),
            _(
                "Административен регистър, услуга №\u00a067 „Издаване на персонален идентификационен код (ПИК)“"
            ),
        ),
        competent_body=_("Териториално поделение (ТП) на НОИ по Ваш избор"),
        who_may_apply=_("Всяко лице с ЕГН или ЛНЧ, което има КЕП с вписан номер – само за себе си"),
        how_to_apply=(
            _("Влезте с КЕП на карта или с мобилен КЕП на телефона"),
            _("Потвърдете искането. Името и номерът са тези от подписа Ви и не се въвеждат."),
        ),
        documents=(_("Не се прилагат документи"),),
        fee=_("Безплатно"),
        term=_("До 2\u00a0работни дни"),
        how_result_is_received=(
            _(
                "Удостоверението с кода се изтегля от портала, само с КЕП. Изпращаме Ви съобщение, когато е готово."
            ),
            _("Кодът не се изпраща по електронна поща и не се показва на страница"),
        ),
        what_happens_next=(
            _("Служител на ТП преглежда искането в реда на постъпването и го одобрява или отказва с мотиви"),
            _(
                "Имате 7\u00a0дни да изтеглите удостоверението. Това е правило на портала; ако не го изтеглите, подайте ново искане."
            ),
            _("Ако имате друг активен ПИК, той спира да важи, когато новият започне да важи"),
        ),
        important_notes=(
            _(
                "Изтеглете удостоверението докрай и го запазете: кодът не се пази никъде и не може да бъде показан отново."
            ),
            _("Ако изтеглянето прекъсне, изтеглете отново. Новият файл е с нов код, а предишният не важи."),
        ),
        tag=_("Само с КЕП"),
    ),
)
