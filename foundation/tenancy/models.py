"""The municipality, its hosts, settings, and the base of every walled table."""

from django.conf import settings as conf
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.tenancy.context import current_id, forget
from foundation.tenancy.ids import uuid7
from foundation.tenancy.roles import MUNICIPALITY_ROLES


class MunicipalityQuerySet(models.QuerySet):
    def active(self) -> "MunicipalityQuerySet":
        return self.filter(active=True)

    def of_host(self, host: str) -> "Municipality | None":
        base = conf.BASE_DOMAIN.partition(":")[0]
        slug = host.removesuffix(f".{base}") if host.endswith(f".{base}") else None
        own = models.Q(slug=slug) if slug else models.Q(hosts__name=host)
        return self.active().filter(own).prefetch_related("hosts").first()


def every_language() -> list[str]:
    return [code for code, _name in conf.LANGUAGES]


class Municipality(models.Model):
    """A tenant of the hosted service (SYS-01). Global: asked for before anything is entered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("short name in the address"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")],
    )
    place = models.CharField(_("place"), max_length=80)
    number = models.CharField(_("municipality number"), max_length=4, blank=True)
    county = models.CharField(_("county"), max_length=80, blank=True)
    about = models.TextField(_("about the municipality"), blank=True)
    color = models.CharField(_("colour"), max_length=20, default="brand1")
    default_language = models.CharField(_("language"), max_length=2, default="nb", choices=conf.LANGUAGES)
    portal_languages = models.JSONField(_("languages to choose among"), default=every_language)
    active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        ordering = ["name"]
        default_permissions = ()
        permissions = MUNICIPALITY_ROLES

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        super().save(*args, **kwargs)
        forget()

    @property
    def languages(self) -> list[str]:
        """What readers choose among (SYS-06): the municipality's own language is always one of them."""
        offered = {self.default_language, *self.portal_languages}
        return [code for code in every_language() if code in offered]

    @property
    def host(self) -> str:
        """Host and port as people type them: its own name first, else `<slug>.<base domain>`."""
        own = next((host.name for host in self.hosts.all() if host.is_primary), "")
        return own or f"{self.slug}.{conf.BASE_DOMAIN}"

    def url(self, path: str = "/") -> str:
        """An absolute address on this municipality's host, for mails."""
        return f"{conf.SCHEME}://{self.host}{path}"


class Host(models.Model):
    """A municipality's own host name, such as frivillig.elvebyen.example."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="hosts")
    name = models.CharField(_("host name"), max_length=253, unique=True)
    is_primary = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class WalledModel(models.Model):
    """The base of every table that belongs to a municipality.

    The municipality is filled by the one that is entered; outside, making an instance raises.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        default=current_id,
        editable=False,
        db_index=False,  # UNIQUE (municipality, id) serves
        related_name="+",
    )

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: set[str] | None = None) -> None:
        """ModelForms leave the municipality out and would skip our unique constraints: put it back."""
        super().validate_constraints(exclude=set(exclude or ()) - {"municipality"})


class Setting(WalledModel):
    """One value that a municipality has chosen; see `settings.declare`."""

    code = models.CharField(max_length=60)
    value = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="setting_once")]

    def __str__(self) -> str:
        return self.code


class OwnWord(WalledModel):
    """A word that the municipality uses instead of the standard one, in one language (SYS-02); see `words`."""

    class Gender(models.TextChoices):
        MASCULINE = "m", _("masculine")
        FEMININE = "f", _("feminine")
        NEUTER = "n", _("neuter")

    code = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=conf.LANGUAGES)
    singular = models.CharField(_("one, unknown"), max_length=60)
    definite = models.CharField(_("one, known"), max_length=60)
    plural = models.CharField(_("several, unknown"), max_length=60)
    definite_plural = models.CharField(_("several, known"), max_length=60)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, default=Gender.MASCULINE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code", "language"], name="own_word_once"),
        ]

    def __str__(self) -> str:
        return self.singular
