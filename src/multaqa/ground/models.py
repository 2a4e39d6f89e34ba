from multaqa.ground.actors.models import Mandate, MandateMove, Organisation
from multaqa.ground.journal.models import JournalEntry, JournalHead, JournalSalt
from multaqa.ground.people.models import Contact, Invitation, Person, Role, RoleTemplate, SignInLink, User
from multaqa.ground.sources.models import Source
from multaqa.ground.territory.models import Territory
from multaqa.ground.translations.models import Translation
from multaqa.ground.vocabulary.models import Service, TargetGroup

__all__ = [
    "Contact", "Invitation", "JournalEntry", "JournalHead", "JournalSalt", "Mandate", "MandateMove",
    "Organisation", "Person", "Role", "RoleTemplate", "Service", "SignInLink", "Source", "TargetGroup",
    "Territory", "Translation", "User",
]  # fmt: skip
