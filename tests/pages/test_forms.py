"""Every form is drawn by the renderer: labels, help, errors and native fields."""

from datetime import date

from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from tests.pages.samples import FILLED_IN, Interest


def drawn(form: forms.Form) -> str:
    with translation.override("en"):
        return str(form)


def test_optional_is_marked_and_required_is_not() -> None:
    html = drawn(Interest())
    assert html.count("Optional") == sum(not field.required for field in Interest().fields.values())
    assert "*" not in html


def test_help_and_error_are_read_aloud_with_their_field() -> None:
    html = drawn(Interest(FILLED_IN))
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert 'id="id_phone_helptext"' in html
    assert 'id="id_phone_error"' in html
    assert 'value="9000 12"' in html


def test_error_summary_leads_to_the_field() -> None:
    html = drawn(Interest({**FILLED_IN, "place": ""}))
    assert "Put these two things right" in html
    assert '<a href="#id_phone">Nummeret mangler to siffer. Skriv alle åtte.</a>' in html
    assert '<a href="#id_place">' in html
    assert '<fieldset class="ss-fieldset" id="id_place"' in html


def test_dates_and_times_are_the_browsers_own() -> None:
    class When(forms.Form):
        day = forms.DateField(initial=date(2026, 12, 17))
        moment = forms.DateTimeField(required=False)
        month = forms.DateField(widget=forms.DateInput(attrs={"type": "month"}))

    with translation.override("nb"):
        html = str(When())
    assert 'type="date" name="day" value="2026-12-17"' in html
    assert 'type="datetime-local" name="moment"' in html
    assert 'type="month" name="month"' in html


def test_native_fields_do_not_leak_into_the_class() -> None:
    str(Interest())
    assert Interest.base_fields["day"].widget.input_type == "text"


def test_choices_are_pills_with_real_inputs() -> None:
    html = drawn(Interest(FILLED_IN))
    assert html.count('class="ss-choice"') == 9
    assert 'type="radio" name="place" value="Solsiden sykehjem"' in html
    assert 'aria-invalid="true" type="radio"' not in html


def test_general_errors_stand_in_the_summary_without_a_link() -> None:
    class Pair(forms.Form):
        a = forms.CharField(required=False)

        def clean(self) -> None:
            raise forms.ValidationError("We need a phone number or an e-mail address.")

    html = drawn(Pair({}))
    assert "<li>We need a phone number or an e-mail address.</li>" in html


def test_formsets_draw_their_management_form() -> None:
    several = forms.formset_factory(Interest, extra=2)
    html = str(several())
    assert 'name="form-TOTAL_FORMS"' in html
    assert html.count('name="form-1-name"') == 1


def test_files_make_the_form_multipart(sample_house: None) -> None:
    html = render_to_string("parts/form.html", {"form": Interest(), "submit": "Send"})
    assert 'enctype="multipart/form-data"' in html
