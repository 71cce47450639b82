"""Addresses of errands."""

from django.urls import path

from dutyline.kernel.errands.views import errand, errands

urlpatterns = [
    path("", errands, name="errands"),
    path("<int:errand_id>/", errand, name="errand"),
]
