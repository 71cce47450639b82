"""Who stands in for a holder: posts of the organisation by name, and words for everybody else."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils.translation import override

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.ledger.operations import enter_waiting
from dutyline.kernel.organisation.operations import change_post, close_post
from dutyline.modules.responsibility.card_export import sheet_of
from dutyline.modules.responsibility.entering import SOURCES
from dutyline.modules.responsibility.imports.cards import CardsImport
from dutyline.modules.responsibility.models import CardDeputy, CardPublication, CardVersion
from dutyline.modules.responsibility.operations import (
    approve,
    ask_review,
    discard_draft,
    draft_next,
    publish,
    write_draft,
)
from dutyline.modules.responsibility.operations.deputies import MOST, who_stands_in
from dutyline.modules.responsibility.operations.drift import drift_of
from dutyline.modules.responsibility.operations.outdated import tell_of_drift
from dutyline.modules.responsibility.operations.refusals import (
    DeputyUnknown,
    OwnDeputy,
    TooManyDeputies,
)
from dutyline.modules.responsibility.operations.register import posts_with_cards
from dutyline.modules.responsibility.operations.sheet import card_rows
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.tests.test_import import OPTIONS, counts, run, sheet
from dutyline.toolkit.spreadsheets.write import write_xlsx

LATER = TODAY + timedelta(days=10)
SYSTEM = Actor.system("tests")
HEADS = ("Post code", "Posts that stand in")


def posts(here, *names):
    return [getattr(here.plant.posts, name).pk for name in names]


def written(here, *names, words=None):
    """Return operator A's draft on which these posts stand in."""
    return write_draft(
        by=here.actor("chen"),
        version=here.drafted(),
        words={},
        deputies=words,
        deputy_posts=posts(here, *names),
        on=TODAY,
        at=AT,
    )


def put_in_force(here, draft, day=TODAY):
    asked = ask_review(by=here.actor("chen"), version=draft, at=AT)
    approved = approve(by=here.actor("zhang"), version=asked, at=AT)
    return publish(by=here.actor("zhao"), version=approved, valid_from=day, at=AT)


def renamed(post, title, day=TODAY):
    facts = {name: getattr(post, name) for name in ("superior", "heads_unit", "level", "headcount")}
    return change_post(by=SYSTEM, post=post, on=day, at=AT, title=title, **facts)


def test_posts_and_words_stand_in_beside_each_other(here):
    draft = written(here, "team_leader_a", "operator_b", words="the fitter on call")
    assert who_stands_in(draft) == [
        "Team leader A · Shift team A",
        "Operator B · Shift team B",
        "the fitter on call",
    ]
    again = write_draft(
        by=here.actor("chen"), version=draft, words={"scope_en": "Reactor"}, on=TODAY, at=AT
    )
    assert len(who_stands_in(again)) == 3, "what is not said stays"
    none = write_draft(
        by=here.actor("chen"), version=draft, words={}, deputy_posts=[], on=TODAY, at=AT
    )
    assert who_stands_in(none) == ["the fitter on call"]


def test_a_post_out_of_reach_is_refused_like_one_that_does_not_exist(here):
    said = []
    for post in (here.plant.posts.coatings_principal.pk, 987654):
        with pytest.raises(DeputyUnknown) as refused, override("en"):
            write_draft(
                by=here.actor("chen"),
                version=CardVersion.objects.first() or here.drafted(),
                words={},
                deputy_posts=[post],
                on=TODAY,
                at=AT,
            )
        said.append(str(refused.value).replace(str(post), "#"))
    assert said[0] == said[1] == "There is no post # you could name."


def test_a_post_does_not_stand_in_for_itself_and_few_stand_in_for_one(here):
    with pytest.raises(OwnDeputy):
        written(here, "operator_a")
    draft = CardVersion.objects.get()
    with pytest.raises(TooManyDeputies):
        write_draft(
            by=here.actor("chen"),
            version=draft,
            words={},
            deputy_posts=range(1, MOST + 2),
            on=TODAY,
            at=AT,
        )


def test_a_published_card_keeps_the_name_it_was_published_with(here):
    version = put_in_force(here, written(here, "team_leader_a"))
    renamed(here.plant.posts.team_leader_a, "Shift leader A", LATER)
    assert who_stands_in(version) == ["Team leader A · Shift team A"]
    following = draft_next(by=here.actor("chen"), card=version.card, on=LATER, at=AT)
    assert who_stands_in(following) == ["Shift leader A · Shift team A"]


def test_the_name_is_that_of_the_day_a_card_is_in_force(here):
    draft = written(here, "team_leader_a")
    renamed(here.plant.posts.team_leader_a, "Shift leader A", LATER)
    assert who_stands_in(put_in_force(here, draft, LATER)) == ["Shift leader A · Shift team A"]


def test_a_post_that_ends_stays_on_the_card_and_its_writer_is_told_once(here):
    version = put_in_force(here, written(here, "team_leader_a", "operator_b"))
    assert not drift_of([version], TODAY)[version.pk].ended
    close_post(by=SYSTEM, post=here.plant.posts.operator_b, on=LATER, at=AT)
    assert drift_of([version], LATER)[version.pk].ended == ["Operator B · Shift team B"]
    assert tell_of_drift(AT + timedelta(days=10)) == 1
    assert tell_of_drift(AT + timedelta(days=11)) == 0
    # Who writes on may leave it, or take it off; naming it anew is refused.
    following = draft_next(by=here.actor("chen"), card=version.card, on=LATER, at=AT)
    assert who_stands_in(following)[1] == "Operator B · Shift team B"
    chen = here.actor("chen", LATER)
    both = posts(here, "team_leader_a", "operator_b")
    write_draft(by=chen, version=following, words={}, deputy_posts=both, on=LATER, at=AT)
    write_draft(by=chen, version=following, words={}, deputy_posts=both[:1], on=LATER, at=AT)
    with pytest.raises(DeputyUnknown):
        write_draft(by=chen, version=following, words={}, deputy_posts=both, on=LATER, at=AT)


def test_a_draft_thrown_away_takes_its_deputies_along(here):
    discard_draft(by=here.actor("chen"), version=written(here, "team_leader_a"), at=AT)
    assert not CardDeputy.objects.exists()


def test_what_enters_the_log_says_who_stands_in(here):
    version = put_in_force(here, written(here, "team_leader_a", words="the fitter"))
    source = next(each for each in SOURCES if each.kind == "responsibility.card_published")
    told = source.payload(source.rows().get(pk=CardPublication.objects.get().pk))
    (team_leader,) = posts(here, "team_leader_a")
    assert (told["deputies"], told["deputy_posts"]) == (
        "the fitter",
        [{"post_id": team_leader, "title": "Team leader A · Shift team A"}],
    )
    assert enter_waiting(AT)
    assert version.number == 1


# By Excel


def test_a_table_names_posts_by_code_and_by_title(here):
    report = run(here, HEADS, ("operator_a", "team_leader_a\nOperator B"))
    assert counts(report) == (1, 0, 0, 0)
    draft = CardVersion.objects.get()
    assert who_stands_in(draft) == ["Team leader A · Shift team A", "Operator B · Shift team B"]
    again = run(here, HEADS, ("operator_a", "operator_b、team_leader_a"))
    assert counts(again) == (0, 0, 1, 0), "the same posts in another order"
    assert counts(run(here, HEADS, ("operator_a", None))) == (0, 0, 1, 0)
    assert counts(run(here, HEADS, ("operator_a", "operator_b"))) == (0, 1, 0, 0)
    assert who_stands_in(draft) == ["Operator B · Shift team B"]


def test_a_table_is_told_which_post_is_none(here):
    renamed(here.plant.posts.operator_b, "Team leader A")
    rows = (
        ("operator_a", "nobody"),
        ("operator_b", "coatings_principal"),
        ("team_leader_b", "Team leader A"),
        ("team_leader_a", "team_leader_a"),
    )
    report = run(here, HEADS, *rows)
    assert [(each.row, each.column, str(each.reason)) for each in report.refused] == [
        (2, HEADS[1], "There is no post nobody you could name."),
        (3, HEADS[1], "There is no post coatings_principal you could name."),
        (4, HEADS[1], "Several posts are called Team leader A: say the code."),
        (5, HEADS[1], "Team leader A cannot stand in for itself."),
    ]
    assert not CardDeputy.objects.exists()


def test_what_is_taken_out_comes_back_the_same_also_out_of_the_readers_reach(here):
    draft = written(here, "team_leader_a", words="the fitter")
    elsewhere = here.plant.posts.coatings_principal
    CardDeputy.objects.create(version=draft, post=elsewhere, title="Principal of Coatings")
    chen = here.actor("chen")

    def taken_out():
        return [row for row in card_rows(posts_with_cards(chen, TODAY)) if row[0] == "operator_a"]

    before = taken_out()
    assert before[0][-2:] == ["the fitter", "team_leader_a\ncoatings_principal"]
    file = BytesIO()
    write_xlsx(file, sheet_of(iter(before)))
    heads = ("Post code", "Who stands in", "Posts that stand in")
    row = ("operator_a", *before[0][-2:])
    assert counts(CardsImport().apply(sheet(heads, row), OPTIONS, by=chen)) == (0, 0, 1, 0)
    scope = ("Post code", "Scope", "Posts that stand in")
    changed = ("operator_a", "Reactor 3", before[0][-1])
    assert counts(CardsImport().apply(sheet(scope, changed), OPTIONS, by=chen)) == (0, 1, 0, 0)
    assert taken_out()[0][-1] == before[0][-1]


# On pages


@pytest.fixture
def pages(db, monkeypatch):
    return Pages(monkeypatch)


def test_posts_are_ticked_and_named_on_the_page_of_a_draft(pages):
    draft = pages.here.drafted()
    address = f"/cards/{draft.card_id}/draft/"
    offered = dict(pages.get("chen", address).context["form"].fields["deputy_posts"].choices)
    assert set(offered) == set(posts(pages.here, "team_leader_a", "workshop_head"))
    (leader,) = posts(pages.here, "team_leader_a")
    said = {"scope_en": "Reactor", "assessment_en": "By duties", "deputy_posts": [leader]}
    refused = pages.post("chen", address, once="a", other_posts="coatings_principal", **said)
    assert refused.status_code == 422
    assert "There is no post coatings_principal" in refused.content.decode()
    sent = pages.post("chen", address, once="b", other_posts="operator_b", deputies="Li", **said)
    assert sent.status_code == 302
    named = ["Team leader A · Shift team A", "Operator B · Shift team B", "Li"]
    assert who_stands_in(CardVersion.objects.get()) == named


def test_the_page_of_a_card_says_what_became_of_who_stands_in(pages):
    here = pages.here
    version = put_in_force(here, written(here, "team_leader_a", "operator_b", words="the fitter"))
    address = f"/cards/{version.card_id}/"
    (leader,) = posts(here, "team_leader_a")
    page = pages.get("zhang", address).content.decode()
    assert f'<a href="/posts/{leader}/">Team leader A' in page
    renamed(here.plant.posts.team_leader_a, "Shift leader A")
    close_post(by=SYSTEM, post=here.plant.posts.operator_b, on=TODAY, at=AT)
    page = pages.get("zhang", address).content.decode()
    assert "Team leader A · Shift team A</a>" in page
    assert "today: Shift leader A" in page
    assert "Operator B · Shift team B <span" in page
    assert "does not exist any more" in page


def test_the_next_version_shows_who_stands_in_no_more(pages):
    here = pages.here
    first = put_in_force(here, written(here, "team_leader_a"))
    chen = here.actor("chen")
    draft = draft_next(by=chen, card=first.card, on=TODAY, at=AT)
    chosen = posts(here, "operator_b")
    write_draft(by=chen, version=draft, words={}, deputy_posts=chosen, on=TODAY, at=AT)
    page = pages.get("chen", f"/cards/{first.card_id}/versions/{draft.pk}/")
    assert [(each.words, each.fate) for each in page.context["deputy_changes"]] == [
        ("Team leader A · Shift team A", "gone"),
        ("Operator B · Shift team B", "new"),
    ]


def test_paper_names_who_stands_in(pages):
    version = put_in_force(pages.here, written(pages.here, "team_leader_a", words="the fitter"))
    answer = pages.get("wang", f"/cards/{version.card_id}/versions/{version.pk}/card.docx")
    opened = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert "Team leader A · Shift team A\nthe fitter" in cells


def test_who_picks_a_post_finds_the_cards_on_which_it_stands_in(pages):
    here = pages.here
    put_in_force(here, written(here, "operator_b"))
    address = reverse("changes_post", args=posts(here, "operator_b"))
    page = pages.get("chen", address).content.decode()
    assert "Operator B · Shift team B stands in" in page
    other = reverse("changes_post", args=posts(here, "team_leader_b"))
    assert "stands in" not in pages.get("chen", other).content.decode()
