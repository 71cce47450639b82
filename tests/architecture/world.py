"""One of everything, lying in team A of the resin company, for the sweep of all doors."""

from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import make_token, open_account
from dutyline.kernel.duties.models import Duty
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.files.operations import attach
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.notifications.words import kinds
from dutyline.kernel.registry import manifests
from dutyline.modules.inspections.models import StatisticsReport
from dutyline.modules.inspections.operations import assign_finding
from dutyline.modules.inspections.operations.saved_views import save_view
from dutyline.modules.inspections.operations.statistics_reports import open_statistics
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.modules.inspections.tests.setting import AT, Setting, setting
from tests.architecture.cards_of_world import cards_of_team_a
from tests.architecture.files_of_world import files_of_wang
from tests.architecture.findings_of_world import findings_on_their_way, round_on_its_way
from tests.architecture.goals_of_world import goals_and_money_of_team_a
from tests.architecture.kernel_of_world import things_of_the_kernel
from tests.architecture.letters_of_world import letters_of_team_a
from tests.architecture.rounds_of_world import rounds_and_reports

NAMES = {
    "stranger": "stranger",
    "other": "ma",
    "worker": "wang",
    "leader": "li",
    "manager": "chen",
    "admin": "admin",
}


@dataclass
class World:
    """Things by name, and the cookies of PEOPLE."""

    things: dict[str, object]
    cookies: dict[str, dict[str, str]]


def build_world() -> World:
    """Build everything once."""
    here = setting()
    accounts = {
        who: open_account(by=here.actor("admin"), person=here.person(name), username=name, at=AT)
        for who, name in NAMES.items()
    }
    cookies = {who: _cookies(account) for who, account in accounts.items()} | {"anonymous": {}}
    plant = here.plant
    things: dict[str, object] = {
        "unit_id": plant.units.team_a.pk,
        "post_id": plant.posts.operator_a.pk,
        "person_id": plant.people.wang.pk,
        "appointment_id": plant.appointments.wang.pk,
        "place_id": here.places.pump_bay.pk,
        "finding": here.found().pk,
        "assigned": _assigned(here),
        "report": _report(here),
        "account": accounts["worker"].pk,
        "view": _view(here),
        "token": _token(here, accounts["worker"]),
        "grant_id": here.person("chen").grants.get().pk,
        "granted_id": here.person("chen").pk,
        "errand_id": _errand(accounts["worker"]).pk,
        "notification_id": _notification(here),
        "upload": 999_999,
        "kind": "organisation",
        "name": "iso-45001",
        "verb": "name",
        "secret": "unknown",
        "key": "unknown",
        "uidb36": "1",
    }
    things |= rounds_and_reports(here)
    things |= things_of_the_kernel(here)
    things |= findings_on_their_way(here)
    things |= cards_of_team_a(here)
    things |= goals_and_money_of_team_a(here)
    things |= files_of_wang(accounts["worker"])
    things |= letters_of_team_a(here)
    things |= round_on_its_way(here, int(str(things["checklist"])))
    things["duty_id"] = Duty.objects.get().pk
    things["attachment_id"] = _attachment(here, int(str(things["errand_id"])))
    return World(things, cookies)


def _cookies(account: Account) -> dict[str, str]:
    browser = Client()
    browser.force_login(account)
    return {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}


def _errand(account: Account) -> Errand:
    kind = next(kind.key for each in manifests() for kind in each.errands)
    now = timezone.now()
    return Errand.objects.create(kind=kind, asked_by=account, asked_at=now, parameters={})


def _token(here: Setting, account: Account) -> int:
    now = timezone.now()
    token, _secret = make_token(
        by=replace(here.actor("wang"), account_id=account.pk),
        account=account,
        name="laptop",
        permissions=["organisation.view"],
        expires_at=now + timedelta(days=1),
        at=now,
    )
    return int(token.pk)


def _view(here: Setting) -> int:
    wanted = LedgerFilter()
    return int(save_view(by=here.actor("wang"), name="mine", wanted=wanted, at=AT).pk)


def _assigned(here: Setting) -> int:
    finding = here.found(title="Cover of the pump left off")
    five = here.five(owner="li", verifier="chen", measures="Put it back")
    return int(assign_finding(by=here.actor("chen"), finding=finding, five=five, at=AT).pk)


def _report(here: Setting) -> int:
    here.found(title="Found the year before", found_at=AT - timedelta(days=90), at=AT)
    open_statistics(AT)
    return int(StatisticsReport.objects.filter(company__code="resin").order_by("id")[0].pk)


def _notification(here: Setting) -> int:
    wang = here.person("wang")
    finding = here.found(title="Ladder without feet").pk
    subject = ("inspections.finding", finding)
    kind = next(iter(kinds()))
    notify(persons=[wang], kind=kind, subject=subject, key="sweep", at=AT + timedelta(days=1))
    return int(wang.notifications.order_by("-id")[0].pk)


def _attachment(here: Setting, errand_id: int) -> int:
    file = BytesIO()
    Image.effect_noise((64, 64), 40).convert("RGB").save(file, "JPEG")
    file.seek(0)
    subject = ("errands.errand", errand_id)
    return int(attach(by=here.actor("wang"), subject=subject, role="result", file=file, at=AT).pk)
