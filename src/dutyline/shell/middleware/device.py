"""What every page of somebody signed in has to do with the door."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from dutyline.shell.sign_in.devices import note_seen
from dutyline.shell.sign_in.security.required import NEEDS_FACTOR, ROOMS

GetResponse = Callable[[HttpRequest], HttpResponse]


def device(get_response: GetResponse) -> GetResponse:
    """Note that a device is in use, and lead whoever still lacks a second factor to set one up."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            note_seen(request, timezone.now())
            if request.session.get(NEEDS_FACTOR) and _is_closed(request):
                return redirect("security")
        return get_response(request)

    return handle


def _is_closed(request: HttpRequest) -> bool:
    return resolve(request.path_info).url_name not in ROOMS
