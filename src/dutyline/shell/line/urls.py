"""Addresses of the line board."""

from django.urls import path

from dutyline.shell.line.views import line, line_of_unit, obligations

urlpatterns = [
    path("line/", line, name="line_board"),
    path("line/<int:pk>/", line_of_unit, name="line_of_unit"),
    path("line/<int:pk>/obligations/", obligations, name="line_obligations"),
]
