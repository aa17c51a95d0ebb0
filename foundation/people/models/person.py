"""Log-ins, persons and what they are qualified for."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.phones import PhoneField
from foundation.tenancy.ids import uuid7
from foundation.tenancy.models import WalledModel


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A log-in. Global and without personal data beyond the address: what we know of people is in `Person`.

    The address is not unique: a couple that shares one has two log-ins. See docs/decisions/log-in.md.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    last_login = None  # the log of each municipality tells who was here, not a global table

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    is_staff = is_superuser = False  # asked for by libraries; our gate decides

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower"),
        ]
        indexes = [models.Index(fields=["email"], name="user_email")]

    def __str__(self) -> str:
        return self.email

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False  # never asked: see access.gate

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Person(WalledModel):
    """Somebody known in this municipality; many never log in."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")
        PAPER = "paper", _("phone call or letter")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="persons",
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = PhoneField(_("phone"), blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    channel = models.CharField(
        _("how we reach you"),
        max_length=5,
        choices=Channel.choices,
        default=Channel.EMAIL,
    )
    created_at = models.DateTimeField(default=timezone.now)

    places = {"person": "pk"}

    class Meta:
        verbose_name = _("person")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user"],
                name="person_login_once",
                violation_error_message=_("This log-in is in use."),
            ),
        ]
        indexes = [
            models.Index("municipality", Lower("email"), name="person_email"),
            models.Index(fields=["municipality", "name"], name="person_name"),  # lists show a page at a time
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def person(self) -> "Person":
        """So that `by=` takes a member or a person alike."""
        return self

    @property
    def reads(self) -> str:
        """The language we write to this person in: their own choice, else the municipality's."""
        from foundation.tenancy.context import current

        return self.language or current().default_language

    @property
    def is_out_of_reach(self) -> bool:
        """Nothing that is sent reaches them: somebody calls on them, or meets them (VOL-20)."""
        return self.channel == self.Channel.PAPER or not (self.email or self.phone)

    @transaction.atomic
    def read_in(self, language: str, by: Any) -> None:
        """The language of their pages and of all we write to them."""
        if language == self.language:
            return
        former, self.language = self.language, language
        self.save(update_fields=["language"])
        record(by, "person.language", self, about=self, changes={"language": [former, language]})

    def is_qualified(self, code: str, today: date) -> bool:
        return self.qualifications.current(today).filter(code=code).exists()


class QualificationQuerySet(models.QuerySet):
    def current(self, today: date) -> "QualificationQuerySet":
        ended = models.Q(valid_until__lt=today)
        return self.filter(granted_on__lte=today).exclude(ended)


class Qualification(WalledModel):
    """Something a person has shown or learnt, such as the introduction course. One room grants it, others read it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="qualifications")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    granted_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    granted_by_name = models.CharField(max_length=200, blank=True)
    source_id = models.UUIDField(null=True)  # the course session, the document: whatever granted it

    places = {"person": "person"}
    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "person", "code", "source_id"],
                name="qualification_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
