"""Addresses of the organisation's pages."""

from django.urls import path

from dutyline.shell.organisation.papers import post_pdf
from dutyline.shell.organisation.views.people import people
from dutyline.shell.organisation.views.places import place
from dutyline.shell.organisation.views.posts import post
from dutyline.shell.organisation.views.posts_list import posts
from dutyline.shell.organisation.views.units import unit, units

urlpatterns = [
    path("people/", people, name="people"),
    path("units/", units, name="units"),
    path("units/<int:pk>/", unit, name="unit"),
    path("posts/", posts, name="posts"),
    path("posts/<int:pk>/", post, name="post"),
    path("posts/<int:pk>/post.pdf", post_pdf, name="post_pdf"),
    path("places/<int:pk>/", place, name="place"),
]
