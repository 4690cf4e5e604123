"""The institution's own structure: its local offices."""

from django.db import models


class LocalOffice(models.Model):
    """A local office (териториално поделение) of the institution.

    The codes stand in no published list: `verified` says whether a code was seen in an act of that office.
    """

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=50, unique=True)
    region = models.CharField(max_length=50)
    city = models.CharField(max_length=50)
    verified = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{2}$"), name="local_office_code_is_two_digits"
            )
        ]

    @property
    def label(self) -> str:
        """The name under which people know the office, the same everywhere."""
        return f"ТП на НОИ – {self.name}"

    def __str__(self) -> str:
        return self.label
