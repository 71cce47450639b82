"""Mail goes out once, comes back to after a fault, and never under two names."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.notifications.models import OutboxMail
from dutyline.kernel.notifications.outbox import send_due
from dutyline.kernel.notifications.tests.smtp_server import mail_server
from dutyline.kernel.notifications.tests.test_notify import MANIFEST, NOON, say
from dutyline.kernel.registry.tests.toy import toy_module

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def _toy(tmp_path):
    with toy_module(tmp_path, "toy_mail", {"manifest.py": MANIFEST}):
        yield


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_CONFIGURED, settings.ORIGIN = True, "https://safety.example.com"
        yield server


@pytest.fixture
def plant():
    return build()


def test_a_mail_says_what_happened_and_where_to_look(plant, server):
    say(plant.people.wang)
    assert send_due(NOON) == 1
    mail = server.mails[0]
    assert (mail["To"], mail["Subject"]) == ("wang@example.com", "Thing F-7 is due")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().splitlines() == [
        "Please look at F-7 by 5 March 2026, seen 2 March 2026 12:00.",
        "",
        "https://safety.example.com/toy/7/",
    ]


def test_a_mail_speaks_its_readers_language(plant, server):
    plant.people.wang.language = "zh-hans"
    plant.people.wang.save()
    say(plant.people.wang)
    send_due(NOON)
    assert "2026年3月5日" in server.mails[0].get_content()


def test_a_sent_mail_is_not_sent_again(plant, server):
    say(plant.people.wang, plant.people.li)
    assert [send_due(NOON), send_due(NOON + timedelta(days=1))] == [2, 0]
    assert len(server.mails) == 2


def test_a_name_with_a_line_break_cannot_add_a_header(plant, server):
    say(plant.people.wang, number="F-7\r\nBcc: thief@example.com")
    assert send_due(NOON) == 1
    assert server.mails[0]["Bcc"] is None
    assert server.mails[0]["Subject"] == "Thing F-7 Bcc: thief@example.com is due"


def test_a_server_that_is_away_is_tried_again_later_and_later(plant, server):
    say(plant.people.wang)
    server.answers["MAIL"] = "451 try again"
    pauses, now = [], NOON
    for _ in range(5):
        assert send_due(now) == 0
        row = OutboxMail.objects.get()
        pauses.append((row.next_try_at - now) / timedelta(minutes=1))
        now = row.next_try_at
    assert pauses == [1, 2, 4, 8, 16]
    server.answers.clear()
    assert send_due(now) == 1


def test_an_address_that_does_not_exist_is_given_up_and_the_others_get_their_mail(plant, server):
    say(plant.people.wang)
    server.answers["RCPT"] = "550 no such person"
    assert send_due(NOON) == 0
    server.answers.clear()
    say(plant.people.li, key="another")
    assert send_due(NOON + timedelta(days=1)) == 1
    assert OutboxMail.objects.get(to="wang@example.com").given_up_at == NOON


def test_mail_too_old_to_be_of_use_is_given_up(plant, server):
    say(plant.people.wang)
    assert send_due(NOON + timedelta(days=4)) == 0
    assert OutboxMail.objects.get().given_up_at == NOON + timedelta(days=4)
    assert server.mails == []


def test_without_a_mail_server_nothing_is_tried(plant, settings):
    settings.EMAIL_CONFIGURED = False
    say(plant.people.wang)
    assert send_due(NOON) == 0
    assert OutboxMail.objects.get().attempts == 0


def test_a_mail_whose_sender_was_killed_goes_out_again_under_the_same_name(plant, server):
    say(plant.people.wang)
    send_due(NOON)
    later = NOON + timedelta(minutes=6)
    OutboxMail.objects.update(sent_at=None, next_try_at=NOON + timedelta(minutes=5))
    assert send_due(NOON + timedelta(minutes=4)) == 0
    assert send_due(later) == 1
    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_send_the_same_mail(server, transactional_db):
    plant = build()
    for number in range(20):
        say(plant.people.wang, key=f"thing {number}")

    def send():
        send_due(NOON)
        connection.close()

    workers = [threading.Thread(target=send) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    names = [mail["Message-ID"] for mail in server.mails]
    assert (len(names), len(set(names))) == (20, 20)
