"""Addresses of files."""

from django.urls import path

from dutyline.kernel.files.views import file, thumbnail, view

urlpatterns = [
    path("<int:attachment_id>/", file, name="file"),
    path("<int:attachment_id>/thumb/", thumbnail, name="thumbnail"),
    path("<int:attachment_id>/view/", view, name="view"),
]
