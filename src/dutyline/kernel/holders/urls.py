"""Addresses of checkpoints and their holders."""

from django.urls import path

from dutyline.kernel.holders import views

urlpatterns = [
    path("<int:size>/", views.checkpoint, name="checkpoint"),
    path("keep/", views.keep, name="keep"),
    path("holders/", views.holders, name="holders"),
    path("holders/new/<slug:way>/", views.holder_new, name="holder_new"),
    path("holders/<int:pk>/test/", views.holder_test, name="holder_test"),
    path("holders/<int:pk>/removal/", views.holder_removal, name="holder_removal"),
    path("logs/new/", views.log_new, name="log_new"),
]
