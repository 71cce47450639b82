"""What inspections shows on pages of the frame: to each what he may see, of one person the same."""

import pytest
from django.urls import reverse

from dutyline.modules.inspections import showing
from dutyline.modules.inspections.operations import assign_finding
from dutyline.modules.inspections.tests.setting import AT, setting

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return setting()


def assigned(here, **facts):
    five = here.five(owner="li", verifier="chen", measures="Put it back")
    return assign_finding(by=here.actor("chen"), finding=here.found(**facts), five=five, at=AT)


def test_two_chinese_characters_find_a_danger_and_only_for_whom_may_see_it(here):
    here.found(title="三号平台护栏缺失")
    titles = [lead.title for lead in showing.find_findings(here.actor("chen"), "护栏", 5)]
    assert [title.partition(" ")[2] for title in titles] == ["三号平台护栏缺失"]
    assert showing.find_findings(here.actor("ma"), "护栏", 5) == []


def test_a_person_and_his_superior_are_shown_the_same_dangers(here):
    assigned(here)
    li = here.person("li")
    own, above = (showing.on_watch(here.actor(who), li, 5) for who in ("li", "zhang"))
    assert own == above
    assert len(own) == 1


def test_whoever_may_not_open_a_danger_is_told_of_it_without_a_way_there(here):
    assigned(here)
    leads = showing.on_watch(here.actor("ma"), here.person("li"), 5)
    assert [lead.url for lead in leads] == [""]


def test_a_place_shows_what_is_open_there_and_who_answers(here):
    finding = assigned(here, place=here.places.pump_bay)
    leads = showing.open_here(here.actor("chen"), here.places.pump_bay, 5)
    assert [(lead.url, lead.note) for lead in leads] == [
        (reverse("inspections:finding", args=[finding.pk]), here.person("li").name)
    ]


def test_who_may_change_a_place_is_led_there_and_others_only_to_its_label(here):
    place = here.places.pump_bay

    def links(who):
        return [link.key for link in showing.PAGE_LINKS if link.url_for(here.actor(who), place)]

    assert links("wang") == ["inspections.label", "inspections.scan"]
    assert links("chen")[2:] == ["inspections.change", "inspections.move", "inspections.close"]
