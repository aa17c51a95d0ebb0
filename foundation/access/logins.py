"""Log-ins and the people behind them: whose they are here, and what is mailed to them."""

from django.urls import reverse

from foundation.access.models.link import make_link, withdraw_links
from foundation.notices.outbox import send_now_on_commit
from foundation.notices.recipients import Address
from foundation.people.models import Person, User

NEW_PASSWORD, PASSWORD_DAYS = "password", 1  # the purpose of the link, and how long it works


def logins_here(email: str) -> list[User]:
    """The log-ins with this address that belong to somebody in the entered municipality; several when it is shared."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True, persons__isnull=False)
    return list(found.order_by("persons__name", "persons__pk"))


def person_of(user: User) -> Person | None:
    """Who this log-in is, in the entered municipality."""
    return Person.objects.filter(user=user).first()


def mail_new_password(user: User) -> None:
    """A one-time link to a new password. Sent at once and kept nowhere."""
    if person := person_of(user):
        withdraw_links(NEW_PASSWORD, person.pk)
        secret = make_link(NEW_PASSWORD, person, about=person, days=PASSWORD_DAYS, address=user.email)
        send_now_on_commit(
            by_mail(person, user.email), "password_reset", {}, reverse("new_password", args=[secret])
        )


def mail_code(email: str, code: str, minutes: int) -> None:
    """The log-in code. Where two share the address, it greets neither by name."""
    persons = [person_of(user) for user in logins_here(email)]
    to = by_mail(persons[0], email) if len(persons) == 1 else Address("", email)
    send_now_on_commit(to, "login_code", {"code": code, "minutes": minutes})


def by_mail(person: Person, email: str) -> Address:
    """To the address that was proven, or is to be; what staff write in `Person.email` later does not count."""
    return Address(person.name, email, language=person.reads)
