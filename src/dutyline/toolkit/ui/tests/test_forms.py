from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from dutyline.toolkit.ui.widgets import AnswerInput, DateInput, PhotoInput, hinted


class Report(forms.Form):
    what = forms.CharField(label="What is dangerous?", help_text="Say what you see.")
    name = forms.CharField(label="Your name", required=False)
    deadline = forms.DateField(widget=DateInput(), required=False)
    effective = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("yes", hinted("Effective", "Can be <closed>")), ("no", "Not effective")],
        required=False,
    )
    stop = forms.BooleanField(label="Work is stopped", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def field(form: forms.Form, name: str) -> str:
    return form[name].as_field_group()


def test_a_field_is_label_hint_and_control():
    assert field(Report(), "what").replace("\n", "") == (
        '<div class="field"><label for="id_what">What is dangerous?</label>'
        '<div class="field-hint" id="id_what_helptext">Say what you see.</div>'
        '<input type="text" name="what" required aria-describedby="id_what_helptext" '
        'id="id_what"></div>'
    )


def test_what_is_optional_says_so():
    assert '<span class="field-optional">optional</span>' in field(Report(), "name")
    assert "field-optional" not in field(Report(), "what")


def test_optional_fields_may_say_it_in_their_own_words():
    form = Report()
    form.fields["name"].optional_words = "leave empty to stay anonymous"
    assert '<span class="field-optional">leave empty to stay anonymous</span>' in field(
        form, "name"
    )


def test_an_error_stands_under_its_field_which_names_it():
    page = field(Report({"what": ""}), "what")
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_what_helptext id_what_error"' in page
    assert (
        '<div class="field-error" id="id_what_error"><p>This field is required.</p></div>' in page
    )


def test_the_summary_links_each_error_to_its_field():
    page = str(Report({"what": "", "deadline": "soon"}))
    assert '<a href="#id_what">What is dangerous?</a> This field is required.' in page
    assert '<a href="#id_deadline">Deadline</a> Enter a valid date.' in page


def test_a_form_without_errors_has_no_summary():
    assert "data-errors" not in str(Report())


def test_values_are_kept_when_a_form_comes_back():
    assert 'value="soon"' in field(Report({"deadline": "soon"}), "deadline")


def test_a_date_stands_beside_its_field_in_our_own_format():
    page = field(Report(initial={"deadline": "2026-11-23"}), "deadline")
    assert 'type="date"' in page
    assert "data-date-words>Monday 23 November 2026</output>" in page


def test_choices_are_rows_with_escaped_hints():
    page = field(Report(), "effective")
    assert page.startswith('<fieldset class="field">')
    assert page.count('<label class="choice"') == 2
    assert "Effective<small>Can be &lt;closed&gt;</small>" in page


def test_a_single_box_is_a_row_with_its_label():
    page = field(Report(), "stop")
    assert '<label class="choice" for="id_stop"><input type="checkbox"' in page


def test_hidden_fields_come_last_and_bare():
    assert str(Report()).rstrip().endswith('<input type="hidden" name="token" id="id_token">')


def test_a_photo_opens_the_camera():
    class Form(forms.Form):
        photo = forms.FileField(widget=PhotoInput(many=True))

    page = field(Form(), "photo")
    assert ('capture="environment"' in page, 'accept="image/*"' in page, " multiple" in page) == (
        True,
        True,
        True,
    )
    assert 'id="id_photo_shown"' in page


def test_a_photo_field_takes_the_file():
    class Form(forms.Form):
        photo = forms.FileField(widget=PhotoInput())

    form = Form({}, {"photo": SimpleUploadedFile("a.jpg", b"x")})
    assert form.is_valid()


def test_an_answer_has_its_icon_and_the_broken_one_its_colour():
    class Form(forms.Form):
        answer = forms.ChoiceField(
            widget=AnswerInput({"yes": "check", "no": "close"}, broken="no"),
            choices=[("yes", "Conforms"), ("no", "Does not")],
        )

    page = field(Form(), "answer")
    assert (page.count("icon-big"), page.count("answer-no"), page.count('type="radio"')) == (
        2,
        1,
        2,
    )


def test_the_words_of_a_form_are_chinese_in_chinese():
    with override("zh-hans"):
        assert '<span class="field-optional">选填</span>' in field(Report(), "name")


class Choosing(forms.Form):
    needed = forms.ChoiceField(choices=[("", "---------"), ("a", "Level A")])
    free = forms.ChoiceField(choices=[("", "---------"), ("0", "---------")], required=False)
    own = forms.ChoiceField(choices=[("", "As the criteria say")], required=False)


def test_an_empty_choice_is_said_in_words():
    form = Choosing()
    assert '<option value="" selected>Choose …</option>' in field(form, "needed")
    assert '<option value="a">Level A</option>' in field(form, "needed")
    assert '<option value="" selected>None</option>' in field(form, "free")
    assert '<option value="0">---------</option>' in field(form, "free")
    assert '<option value="" selected>As the criteria say</option>' in field(form, "own")
    with override("zh-hans"):
        assert ">请选择…</option>" in field(form, "needed")
        assert ">无</option>" in field(form, "free")
