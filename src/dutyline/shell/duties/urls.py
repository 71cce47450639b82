"""Addresses of my duties, people and obligations."""

from django.urls import path

from dutyline.shell.duties.behind import person_obligations, post_obligations
from dutyline.shell.duties.evidence import person_evidence
from dutyline.shell.duties.home import home, own_line
from dutyline.shell.duties.obligation import obligation
from dutyline.shell.duties.papers import person_pdf
from dutyline.shell.duties.person import person

urlpatterns = [
    path("", home, name="my_duties"),
    path("mine/line/", own_line, name="own_line"),
    path("people/<int:pk>/", person, name="person"),
    path("people/<int:pk>/person.pdf", person_pdf, name="person_pdf"),
    path("people/<int:pk>/obligations/", person_obligations, name="person_obligations"),
    path("people/<int:pk>/evidence/", person_evidence, name="person_evidence"),
    path("posts/<int:pk>/obligations/", post_obligations, name="post_obligations"),
    path("obligations/<int:pk>/", obligation, name="obligation"),
]
