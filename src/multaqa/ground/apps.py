from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroundConfig(AppConfig):
    name = "multaqa.ground"
    label = "ground"
    verbose_name = _("Lists that every part of Multaqa uses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.ground import folder, navigation, slots  # the app registry must be whole first
        from multaqa.ground.actors.actions import erase_proofs
        from multaqa.ground.people.erasing import also_erase
        from multaqa.ground.people.sign_in import count_attempts_together

        slots.declare()
        navigation.add()
        folder.register()
        also_erase(erase_proofs)
        count_attempts_together()
