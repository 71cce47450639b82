from dutyline.toolkit.ui.parts import Sorting


def test_query_changes_what_is_named_and_keeps_the_rest(render):
    address = "/list/?state=open&unit=3&unit=4"
    assert render('{% query state="closed" %}', address) == "?state=closed&amp;unit=3&amp;unit=4"


def test_query_takes_away_what_is_none(render):
    assert render("{% query state=None %}", "/list/?state=open") == "?"


def test_query_sets_several_values(render):
    assert render("{% query unit=units %}", units=[1, 2]) == "?unit=1&amp;unit=2"


def test_query_starts_paging_anew(render):
    address = "/list/?state=open&after=0427"
    assert render('{% query state="closed" %}', address) == "?state=closed"


def test_query_keeps_paging_that_is_named(render):
    assert render('{% query after="0402" %}', "/list/?after=0427") == "?after=0402"


def test_query_without_takes_away_one_value_of_several(render):
    assert render('{% query_without "unit" 3 %}', "/list/?unit=3&unit=4") == "?unit=4"


def test_query_without_the_last_value_takes_away_the_parameter(render):
    assert render('{% query_without "unit" 3 %}', "/list/?unit=3&q=oil") == "?q=oil"


def test_query_page_changes_the_page_only(render):
    address = "/list/?q=oil&page=2"
    assert render('{% query_page "page" 3 %}', address) == "?q=oil&amp;page=3"


def test_sorting_by_a_new_column_begins_upwards(render):
    source = '{% sort_query "due" sorting %}'
    assert render(source, sorting=Sorting("found")) == "?sort=due"


def test_sorting_again_turns_round(render):
    source = '{% sort_query "due" sorting %}'
    assert render(source, sorting=Sorting("due")) == "?sort=-due"
    assert render(source, sorting=Sorting("due", descending=True)) == "?sort=due"


def test_words_in_the_query_cannot_break_out_of_the_attribute(render):
    page = render('<a href="{% query q=words %}">', words='"><script>')
    assert page == '<a href="?q=%22%3E%3Cscript%3E">'
