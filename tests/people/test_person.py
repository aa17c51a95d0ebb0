import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import modelform_factory
from phonenumber_field.phonenumber import PhoneNumber

from foundation.people.models import Person, User, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast


def test_a_log_in_knows_nothing_but_an_address() -> None:
    fields = {field.name for field in User._meta.get_fields() if not field.auto_created}
    assert fields == {"id", "email", "password", "is_active", "date_joined"}


def test_an_address_is_kept_in_small_letters(db: None) -> None:
    assert User.objects.create_user(" Kari@Elvebyen.Example ").email == "kari@elvebyen.example"
    with pytest.raises(IntegrityError, match="user_email_is_lower"), transaction.atomic():
        User.objects.create(email="Kari@elvebyen.example")


def test_a_log_in_without_a_password_has_none(db: None) -> None:
    assert not User.objects.create_user("kari@elvebyen.example").has_usable_password()


def test_no_log_in_is_a_superuser(cast: Cast) -> None:
    user = cast.marit.user
    rights = (user.is_superuser, user.is_staff, user.has_perm("people.anything"), user.has_module_perms("x"))
    assert not any(rights)


def test_one_log_in_is_one_person_in_a_municipality_and_may_be_another_next_door(cast: Cast) -> None:
    with enter(cast.fjordvik):
        Person.objects.create(name="Kari Nygård", user=cast.kari.user)
    with (
        enter(cast.elvebyen),
        pytest.raises(IntegrityError, match="person_login_once"),
        transaction.atomic(),
    ):
        Person.objects.create(name="Dobbel Kari", user=cast.kari.user)


def test_two_people_may_share_an_address(cast: Cast, elvebyen: Municipality) -> None:
    assert Person.objects.create(name="Per Solheim", email=cast.ingrid.email)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("412 34 567", "+4741234567"),
        ("+47 41234567", "+4741234567"),
        ("0047 412 34 567", "+4741234567"),
        ("+46 70 123 45 67", "+46701234567"),
    ],
)
def test_a_phone_number_is_kept_the_international_way(
    cast: Cast, elvebyen: Municipality, typed: str, kept: str
) -> None:
    person = Person(name="Ny", phone=typed)
    person.full_clean(exclude=["municipality"])
    person.save()
    found = Person.objects.get(pk=person.pk).phone
    assert (found.as_e164, PhoneNumber.from_string(typed) == found) == (kept, True)


@pytest.mark.parametrize("typed", ["412 34 56", "tolv", "412345678"])
def test_a_phone_number_that_is_none_is_refused(cast: Cast, elvebyen: Municipality, typed: str) -> None:
    with pytest.raises(ValidationError) as error:
        Person(name="Ny", phone=typed).full_clean(exclude=["municipality"])
    assert set(error.value.message_dict) == {"phone"}


def test_the_first_name_and_the_language(cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert (cast.kari.first_name, cast.kari.reads, Person(name="").first_name) == ("Kari", "nb", "")
    with enter(cast.fjordvik):
        assert cast.torgeir.reads == "nn"
        cast.torgeir.language = "en"
        assert cast.torgeir.reads == "en"


def test_a_form_tells_of_a_name_that_is_taken(cast: Cast, elvebyen: Municipality) -> None:
    """The municipality is not in the form, so Django would skip the check and answer 500."""
    form = modelform_factory(Workplace, fields=["name", "service_type"])(
        {"name": "Solsiden sykehjem", "service_type": "other"}
    )
    assert not form.is_valid()
    assert form.errors == {"__all__": ["Det finnes allerede et sted med dette navnet."]}


def test_the_same_name_is_free_next_door(cast: Cast) -> None:
    with enter(cast.fjordvik):
        form = modelform_factory(Workplace, fields=["name", "service_type"])(
            {"name": "Solsiden sykehjem", "service_type": "other"}
        )
        assert form.is_valid()
        assert form.save().municipality_id == cast.fjordvik.pk
