"""Address of the site's search."""

from django.urls import path

from dutyline.shell.search.views import search

urlpatterns = [path("search/", search, name="search")]
