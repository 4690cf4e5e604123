"""The addresses of this service's pages."""

from django.urls import path

from nssi.services.pension_recalculation import yearly_pages

urlpatterns = [
    path("sluzhiteli/pensii/ezhegodno/", yearly_pages.yearly_recalculation, name="yearly_recalculation")
]
