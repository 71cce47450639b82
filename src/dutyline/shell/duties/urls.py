"""Addresses of duties."""

from django.urls import path

from dutyline.shell.duties.home import home
from dutyline.shell.duties.obligation import obligation
from dutyline.shell.duties.person import person

urlpatterns = [
    path("", home, name="my_duties"),
    path("obligations/<int:pk>/", obligation, name="obligation"),
    path("people/<int:pk>/", person, name="person"),
]
