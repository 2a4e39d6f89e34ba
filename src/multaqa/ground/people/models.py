from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.sealing import blind_index, blind_indexes, normalised, seal, unseal
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField


class UserQuerySet(models.QuerySet["User"]):
    def filter(self, *conditions: Any, **fields: Any) -> Self:
        """By `email`, too, as allauth asks: no column holds it, so its blind index is looked for."""
        if "email" in fields:
            fields["contact__in"] = Contact.objects.that_reach(fields.pop("email"))
        return super().filter(*conditions, **fields)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(**fields)
        user.set_password(password)  # None makes it unusable: nobody has a default password
        user.save()
        Contact.objects.keep(email, user=user)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. The address to sign in with is its Contact; what a person may do stands in Role."""

    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(_("may open the reference tables"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.pk}"  # an address is personal: it stays out of logs and titles

    @property
    def email(self) -> str:
        return address_of(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session lives as long as the password it began with, and until all sessions are ended."""
        lasting = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("ground.people.session", lasting, secret=secret, algorithm="sha256").hexdigest()


class Person(models.Model):
    """Somebody who acts or is named in office. Erasing one leaves what was said standing."""

    name = TranslatedField()
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="person")
    preferred_language = models.CharField(max_length=12, default="ar")
    access_needs = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")

    def __str__(self) -> str:
        return str(self.name) or f"{self.pk}"

    @property
    def journal_id(self) -> int | None:
        return self.pk

    @property
    def journal_label(self) -> str:
        return "person"


class RoleTemplate(models.Model):
    """A named set of rights, given together: note taker, coordinator... Data, not code."""

    code = models.SlugField(unique=True)
    name = TranslatedField(required=["ar", "fr"])
    description = TranslatedField()
    verbs = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("role template")
        verbose_name_plural = _("role templates")

    def __str__(self) -> str:
        return str(self.name)


class RoleQuerySet(models.QuerySet["Role"]):
    def in_force(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to=None) | models.Q(valid_to__gt=day))


class Role(models.Model):
    """What one person may do, in one territory and all below it, until the day it ends: then no more."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    template = models.ForeignKey(RoleTemplate, models.PROTECT, related_name="roles")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="role_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} · {self.territory}"


class Invitation(models.Model):
    """A role offered to an e-mail address, which goes once the offer is taken or taken back.

    The address is its Contact; the link's secret is kept as a digest only.
    """

    template = models.ForeignKey(RoleTemplate, models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def email(self) -> str:
        return address_of(self)

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.revoked_at and self.expires_at > timezone.now()


class ContactQuerySet(models.QuerySet["Contact"]):
    def keep(self, address: str, *, kind: str = "email", **owner: models.Model) -> "Contact":
        """Seal an address for its owner, which must have its number by now: the seal names it."""
        contact = self.model(kind=kind, **owner)
        contact.sealed, contact.index = seal(normalised(address), *contact.place), blind_index(address)
        contact.save()
        return contact

    def that_reach(self, address: str) -> Self:
        return self.filter(index__in=blind_indexes(address))


class Contact(models.Model):
    """How somebody is reached: apart from who they are, and sealed with a key that is not in the database.

    Of an account it is the address to sign in with; of an invitation, where it went; of a person, how the offices do.
    """

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail address")
        TELEPHONE = "telephone", _("Telephone")

    OWNERS = ("user", "invitation", "person")

    user = models.OneToOneField(User, models.CASCADE, null=True, related_name="contact")
    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, related_name="contact")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="contacts")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.EMAIL)
    sealed = models.TextField()
    index = models.CharField(max_length=64, db_index=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, invitation=None, person=None, kind="email")
                | models.Q(user=None, invitation__isnull=False, person=None, kind="email")
                | models.Q(user=None, invitation=None, person__isnull=False),
                name="contact_of_one_owner",
            ),
            models.UniqueConstraint(
                fields=["index"], condition=models.Q(user__isnull=False), name="contact_one_account_per_address"
            ),
            models.UniqueConstraint(fields=["person", "kind"], name="contact_one_of_each_kind"),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def place(self) -> tuple[str, str, str]:
        """What the seal is bound to, so that nobody gives one account the address of another."""
        owner, number = next((name, number) for name in self.OWNERS if (number := getattr(self, f"{name}_id")))
        return self._meta.db_table, self.kind, f"{owner} {number}"

    @property
    def address(self) -> str:
        return unseal(self.sealed, *self.place)


def address_of(owner: User | Invitation) -> str:
    """Empty where there is none: of an offer that was taken, or while an account is being made."""
    contact = getattr(owner, "contact", None)
    return contact.address if contact else ""


class SignInLink(models.Model):
    """A one-use way in, for the demonstration on the loopback address alone."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sign-in link {self.pk}"


class Move(models.Model):
    """One change of state: from where to where, when, by whom and, where it matters, why."""

    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = TranslatedField()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
