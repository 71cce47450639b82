from datetime import date
from string import Formatter

import pytest
from django.utils import translation

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.tests.plant import NOON, plant
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.operations import record, told_as_lived
from dutyline.kernel.history.reading import of_person, timeline
from dutyline.kernel.history.sentences import tell, tell_plainly
from dutyline.kernel.organisation.operations import rename_unit
from dutyline.kernel.registry import manifests

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 2)


def unit_of(built):
    return ("organisation.unit", built.units.workshop.pk)


def rename(built, name, by=None, on=MARCH):
    rename_unit(by=by or built.actor("admin"), unit=built.units.workshop, name=name, on=on, at=NOON)


def test_when_it_was_written_down_is_what_the_clock_says_but_for_an_invented_history():
    built = plant()
    rename(built, "True", on=MARCH)
    with told_as_lived():
        rename(built, "Invented", on=MARCH)
    rename(built, "True again", on=MARCH)
    written = [each.recorded_at == NOON for each in Entry.objects.order_by("id")[:99]][-3:]
    assert written == [False, True, False]


def test_an_act_keeps_who_did_it_in_which_post_and_why():
    built = plant()
    entry = record(
        by=built.actor("zhang"),
        verb="organisation.unit_renamed",
        subject=("organisation.unit", built.units.team_a.pk, "Shift team A"),
        unit_path=built.units.team_a.path,
        at=NOON,
        reason="as agreed",
        before="Team",
    )
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.by_name, entry.by_post, entry.reason) == (
        "Zhang Wei",
        "Workshop head",
        "as agreed",
    )
    assert (entry.by_kind, entry.by_person_id) == ("person", built.people.zhang.pk)
    assert entry.occurred_at == NOON
    assert entry.recorded_at > NOON
    assert entry.data == {"before": "Team"}


def test_history_is_only_ever_added_to():
    built = plant()
    entry = Entry.objects.order_by("id").first()
    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(reason="never"),
    ):
        with pytest.raises(TypeError, match="append-only"):
            change()
    assert built.units.group.pk


def test_a_timeline_is_read_newest_first_page_by_page():
    built = plant()
    for name in ("One", "Two", "Three"):
        rename(built, name)
    first = timeline(built.actor("chen"), unit_of(built), size=2)
    assert [entry.subject_label for entry in first.rows] == ["Three", "Two"]
    second = timeline(built.actor("chen"), unit_of(built), cursor=first.next, size=2)
    assert [entry.subject_label for entry in second.rows] == ["One", "Polymerisation Workshop"]
    assert second.next is None


def test_a_timeline_is_seen_by_who_sees_its_subject():
    built = plant()
    for name in ("ma", "stranger"):
        with pytest.raises(NotPermitted):
            timeline(built.actor(name), unit_of(built))
    with pytest.raises(NotPermitted):
        timeline(built.actor("chen"), ("removed.thing", 1))
    assert len(timeline(Actor.system("test"), unit_of(built)).rows) == 1


def test_what_a_person_did_shows_as_far_as_the_reader_may_look():
    built = plant()
    rename(built, "One")
    by = built.actor("admin")
    rename_unit(by=by, unit=built.units.mixing, name="Mixing 1", on=MARCH, at=NOON)
    admin = built.people.admin.pk

    def labels(name):
        return [entry.subject_label for entry in of_person(built.actor(name), admin).rows]

    assert labels("admin") == ["Mixing 1", "One"]
    with pytest.raises(NotPermitted):
        of_person(built.actor("chen"), admin)
    zhang = of_person(built.actor("ma"), built.people.ma.pk)
    assert zhang.rows == []


def test_a_sentence_is_told_in_the_reader_s_language_and_escaped():
    built = plant()
    rename(built, "<script>")
    entry = Entry.objects.order_by("-id").first()
    told = tell(entry)
    assert told == (
        "<b>Admin Qian</b> renamed Polymerisation Workshop to &lt;script&gt; from 2026-03-02."
    )
    assert tell_plainly(entry) == (
        "Admin Qian renamed Polymerisation Workshop to <script> from 2026-03-02."
    )
    with translation.override("zh-hans"):
        assert tell_plainly(entry) == (
            "Admin Qian将Polymerisation Workshop更名为<script>，自2026-03-02起。"
        )


def test_a_role_is_told_by_its_name():
    plant()
    entry = Entry.objects.filter(verb="access.role_granted").order_by("id").first()
    assert tell_plainly(entry) == (
        "test plant gave the role Principal to Zhao Min in Lanjiang Resin Co.."
    )
    with translation.override("zh-hans"):
        assert "主要负责人" in tell_plainly(entry)


def test_an_entry_of_a_module_no_longer_built_in_is_told_by_its_bare_facts():
    entry = Entry(verb="gone.done", by_name="Li Na", subject_label="thing", data={})
    assert tell_plainly(entry) == "Li Na: gone.done thing"


BY_ITSELF = {"actions.escalated_repair", "actions.escalated_verify"}
"""What time alone brings about: nobody did it."""


def places_of(text):
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name}


def test_every_sentence_has_the_same_places_in_both_languages():
    for manifest in manifests():
        for verb, text in manifest.history_sentences.items():
            with translation.override("zh-hans"):
                chinese = places_of(text)
            assert chinese == places_of(text), verb
