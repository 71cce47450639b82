"""Addresses of responsibility."""

app_name = "responsibility"
urlpatterns: list[object] = []
