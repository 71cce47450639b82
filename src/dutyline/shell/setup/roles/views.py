"""Every role with its sentence and its permissions; custom ones can be made and changed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods, require_POST

from dutyline.kernel.access.models import CustomRole
from dutyline.kernel.access.operations import remove_custom_role, save_custom_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.role_words import all_roles
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.roles.forms import CustomRoleForm
from dutyline.shell.setup.roles.given import role_tabs


def _guard(request: HttpRequest) -> None:
    if not actor_of(request).can(Access.ROLES_MANAGE):
        raise Http404


@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Show what each role may do."""
    _guard(request)
    return _show(request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def custom_role(request: HttpRequest, key: str = "") -> HttpResponse:
    """Make a role, or change one made here."""
    _guard(request)
    if not _at_the_top(request):
        raise Http404
    role = get_object_or_404(CustomRole, key=key) if key else None
    initial = (
        {"label": role.label, "sentence": role.sentence, "permissions": role.permissions}
        if role
        else None
    )
    form = CustomRoleForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():

        def act() -> str:
            save_custom_role(
                by=actor_of(request),
                key=key or f"own-{get_random_string(8).lower()}",
                on=timezone.localdate(),
                at=timezone.now(),
                **form.cleaned_data,
            )
            return reverse("setup_roles")

        done = carry_out(request, form, act)
        if done:
            return done
    context = {"form": form, "role": role}
    return render(request, "shell/setup/role.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def custom_role_removal(request: HttpRequest, key: str) -> HttpResponse:
    """Remove a role nobody has."""
    _guard(request)
    role = get_object_or_404(CustomRole, key=key)
    form = CustomRoleForm({})

    def act() -> str:
        remove_custom_role(
            by=actor_of(request), role=role, on=timezone.localdate(), at=timezone.now()
        )
        return reverse("setup_roles")

    form.full_clean()
    form.errors.clear()
    done = carry_out(request, form, act)
    if done:
        return done
    return _show(request, " ".join(str(each) for each in form.non_field_errors()))


def _show(request: HttpRequest, trouble: str = "") -> HttpResponse:
    context = {
        "roles": all_roles(),
        "trouble": trouble,
        "tabs": role_tabs("roles"),
        "at_the_top": _at_the_top(request),
    }
    return render(request, "shell/setup/roles.html", context, status=422 if trouble else 200)


def _at_the_top(request: HttpRequest) -> bool:
    """Say whether the person may make roles, which hold wherever somebody gives them."""
    roots = Unit.objects.filter(parent=None).order_by("id")
    return all(actor_of(request).can(Access.ROLES_MANAGE, root.path) for root in roots)
