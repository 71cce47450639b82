"""Addresses of notifications."""

from django.urls import path

from dutyline.kernel.notifications.views import mail_choices, notifications, open_one, read_all

urlpatterns = [
    path("", notifications, name="notifications"),
    path("read/", read_all, name="read_all"),
    path("mail/", mail_choices, name="mail_choices"),
    path("<int:notification_id>/", open_one, name="open"),
]
