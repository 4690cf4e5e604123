"""The addresses of this room."""

from django.urls import path

from nssi.enquiries import pages, paid_pages

urlpatterns = [
    path("moite/spravki/izplateni/", paid_pages.my_paid_benefits, name="my_paid_benefits"),
    path("moite/spravki/izplateni/csv/", paid_pages.my_paid_benefits_csv, name="my_paid_benefits_csv"),
    path("informatsiya/osigureni-po-chl-4-al-1-t-4/", pages.info_art4_1_4, name="info_art4_1_4"),
    path("moite/spravki/osiguryavane/", pages.my_insurance, name="my_insurance"),
    path("moite/spravki/osiguryavane/csv/", pages.my_insurance_csv, name="my_insurance_csv"),
    path("moite/spravki/prava/", pages.my_rights, name="my_rights"),
    path("moite/spravki/prava/<slug:code>/", pages.my_right_receipt, name="my_right_receipt"),
]
