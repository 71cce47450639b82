"""Addresses of what a change touches."""

from django.urls import path

from dutyline.shell.changes import views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("changes/clauses/<str:key>/", views.of_clause, name="changes_clause"),
    path("changes/packs/<str:name>/", views.of_pack, name="changes_pack"),
    path("changes/posts/<int:pk>/", views.of_post, name="changes_post"),
    path("changes/units/<int:pk>/", views.of_unit, name="changes_unit"),
]
