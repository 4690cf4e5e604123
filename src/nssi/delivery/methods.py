"""The ways in which a document reaches a person, and the ways in which it is served on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryMethod(models.TextChoices):
    """How the person receives the documents that the institution issues (S1.6)."""

    COUNTER = "counter", _("На гише")
    POST = "post", _("Чрез лицензиран пощенски оператор")
    ELECTRONIC = "electronic", _("По електронен път")


class ServedBy(models.TextChoices):
    """By what a document counts as served."""

    DOWNLOAD = "download", _("с изтеглянето")
    SIGNATURE = "signature", _("на гише, срещу подпис")
    RECEIPT = "receipt", _("по пощата, с обратна разписка")


class OpenedBy(models.TextChoices):
    """By what it is known that the addressee, and nobody else, downloads (S1.9)."""

    PIK = "pik", _("ПИК")
    QES = "qes", _("КЕП")
    ACCESS_CODE = "access_code", _("код за достъп и еднократен код")
