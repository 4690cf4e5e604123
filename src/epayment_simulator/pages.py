"""The pages on which a person pays: plain, without scripts, and without a name or sign of the real system."""

from collections.abc import Mapping

from jinja2 import DictLoader, Environment

from epayment_simulator.requests import PaymentRequest

_PAGE = """<!doctype html>
<html lang="bg"><head><meta charset="utf-8"><title>Симулатор на електронни плащания</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font-family:sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;border:2px dashed #6b7483}
button{font-size:1.1rem;padding:.6rem 1rem;min-height:44px}p.note{background:#fff0c2;padding:.5rem}</style></head>
<body><main><p class="note">Симулатор за разработка. Няма правна сила.</p>
{% block content %}{% endblock %}</main></body></html>"""

_PAYMENT = """{% extends "page" %}{% block content %}<h1>Плащане</h1>
<dl><dt>Получател</dt><dd>{{ request.asked.serviceProviderName }}</dd><dt>Основание</dt><dd>{{ request.asked.paymentReason }}</dd>
<dt>Сума</dt><dd>{{ request.asked.paymentAmount }} {{ request.asked.currency }}</dd><dt>Задължение</dt><dd>№ {{ request.id }}</dd></dl>
{% if request.status == "PENDING" %}<form method="post" action="/vpos/payment/{{ request.id }}/">
<input type="hidden" name="okUrl" value="{{ ok_url }}"><input type="hidden" name="cancelUrl" value="{{ cancel_url }}">
<button name="pay" value="1">Плати с карта</button> <button name="cancel" value="1">Откажи</button></form>
{% else %}<p>Задължението не чака плащане.</p>{% endif %}{% endblock %}"""

_RESULT = """{% extends "page" %}{% block content %}<h1>{% if paid %}Платихте успешно{% else %}Отказахте плащането{% endif %}</h1>
<form method="post" action="{{ back }}">{% for name, value in fields.items() %}<input type="hidden" name="{{ name }}" value="{{ value }}">
{% endfor %}<button>Обратно към услугата</button></form>{% endblock %}"""


_ENVIRONMENT = Environment(
    loader=DictLoader({"page": _PAGE, "payment": _PAYMENT, "result": _RESULT}), autoescape=True
)


def payment_page(request: PaymentRequest, ok_url: str, cancel_url: str) -> str:
    """What is to be paid, and the two buttons."""
    return _ENVIRONMENT.get_template("payment").render(request=request, ok_url=ok_url, cancel_url=cancel_url)


def result_page(request: PaymentRequest, back: str, fields: Mapping[str, str], *, paid: bool) -> str:
    """How it ended, and the way back, with a signed form as the real system sends it."""
    return _ENVIRONMENT.get_template("result").render(request=request, back=back, fields=fields, paid=paid)
