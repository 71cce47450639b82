"""One's own API tokens."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dutyline.kernel.access.models import Account, ApiToken
from dutyline.kernel.access.operations import make_token, revoke_token
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.tokens.forms import NewToken
from dutyline.toolkit.ui.messages import done

SHOWN = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens of the person; make one and show its secret this once."""
    actor, now, secret = actor_of(request), timezone.now(), ""
    own = get_object_or_404(Account, pk=request.user.pk)
    form = NewToken(request.POST if request.method == "POST" else None, actor=actor)

    def act() -> str:
        nonlocal secret
        given = form.cleaned_data
        _token, secret = make_token(
            by=actor,
            account=own,
            name=given["name"],
            permissions=given["permissions"],
            expires_at=now + timedelta(days=given["days"]),
            at=now,
        )
        return reverse("setup_tokens")

    if form.is_valid() and (sent := carry_out(request, form, act)):
        if not secret:  # sent before: the token is in the list, and nobody can show its secret
            done(request, _("The token was made when this was first sent, and shown then only."))
            return sent
        form = NewToken(actor=actor)
    mine = ApiToken.objects.filter(account=own).order_by("-created_at", "id")
    context = {"form": form, "secret": secret, "tokens": mine[:SHOWN], "now": now}
    status = 422 if form.errors else 200
    return render(request, "shell/setup/tokens.html", context, status=status)


@login_required
@require_POST
def token_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token at once."""
    token = get_object_or_404(ApiToken, pk=pk, account_id=request.user.pk)
    if token.revoked_at is None:
        revoke_token(by=actor_of(request), token=token, at=timezone.now())
    return redirect("setup_tokens")
