"""Addresses of the line board."""

from django.urls import path

from dutyline.shell.line.decay import decay_of_line, decay_of_unit
from dutyline.shell.line.views import line, line_of_unit, obligations

urlpatterns = [
    path("line/", line, name="line_board"),
    path("line/decay/", decay_of_line, name="line_decays"),
    path("line/decay/<int:pk>/", decay_of_unit, name="line_decay"),
    path("line/<int:pk>/", line_of_unit, name="line_of_unit"),
    path("line/<int:pk>/obligations/", obligations, name="line_obligations"),
]
