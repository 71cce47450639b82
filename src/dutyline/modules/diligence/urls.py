"""Addresses of due-diligence files."""

from django.urls import path

from dutyline.modules.diligence import views

app_name = "diligence"
urlpatterns = [
    path("", views.files, name="files"),
    path("new/<slug:kind>/<int:pk>/", views.ask_about, name="ask"),
    path("<int:pk>/", views.file, name="file"),
]
