"""The address of the page for operators."""

from django.urls import path

from dutyline.jobs.views import health_page

urlpatterns = [path("", health_page, name="health")]
