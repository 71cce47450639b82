from datetime import date

import pytest
from django.db import transaction
from django.utils import translation

from dutyline.kernel.criteria.lookup import catalogue, clause_words, criteria_on, criterion
from dutyline.kernel.criteria.operations import load_pack, set_criterion, withdraw_own
from dutyline.kernel.criteria.refusals import MissingCriterion
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.criteria.tests.packs import AT, BY, TODAY, give_values, write_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(tmp_path):
    return load_pack(path=write_pack(tmp_path / "toy"), by=BY, at=AT)


def give(value):
    set_criterion(by=BY, key="toy.days", value=value, valid_from=TODAY, at=AT)


def test_once_read_a_question_costs_one_small_statement(pack, django_assert_num_queries):
    criterion("toy.days", TODAY)
    with django_assert_num_queries(1):
        criterion("toy.days", TODAY)
    with django_assert_num_queries(1):
        criteria_on(TODAY)


def test_within_one_reading_all_questions_cost_one_statement(pack, django_assert_num_queries):
    criterion("toy.days", TODAY)
    catalogue("toy_colour", TODAY)
    with django_assert_num_queries(1), one_reading():
        for _time in range(5):
            criterion("toy.days", TODAY)
            catalogue("toy_colour", TODAY)


def test_a_change_is_seen_at_once_also_within_one_reading(pack):
    with one_reading():
        assert criterion("toy.days", TODAY) == 7
        give(3)
        assert criterion("toy.days", TODAY) == 3
        withdraw_own(by=BY, key="toy.days", on=TODAY, at=AT)
        assert criterion("toy.days", TODAY) == 7
    assert criterion("toy.days", TODAY) == 7


class Undone(Exception):
    pass


def test_what_was_rolled_back_is_forgotten(pack):
    def give_and_undo(value):
        with transaction.atomic():
            give(value)
            assert criterion("toy.days", TODAY) == value
            raise Undone

    with one_reading():
        for value in (3, 4):
            with pytest.raises(Undone):
                give_and_undo(value)
            assert criterion("toy.days", TODAY) == 7
    assert criterion("toy.days", TODAY) == 7


def test_a_copy_handed_out_can_be_changed_without_harm():
    give_values({"toy.table": {"a": [1]}})
    criterion("toy.table", TODAY)["a"].append(2)
    assert criterion("toy.table", TODAY) == {"a": [1]}


def test_nothing_defined_is_said_and_not_guessed():
    with pytest.raises(MissingCriterion, match=r"toy\.days .* 2 March 2026"):
        criterion("toy.days", TODAY)


def test_labels_speak_the_readers_language(pack):
    red = catalogue("toy_colour", date(2026, 3, 2))[0]
    with translation.override("en"):
        assert (red.label, red.instrument) == ("Red", "Toy Law")
    with translation.override("zh-hans"):
        assert (red.label, red.instrument) == ("红", "玩具法")


def test_words_that_are_no_clause_come_back_as_they_are():
    assert clause_words("our own rule no. 4") == "our own rule no. 4"
