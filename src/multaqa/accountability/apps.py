from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "multaqa.accountability"
    label = "accountability"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.accountability import folder, navigation, slots  # the app registry must be whole first

        slots.fill()
        navigation.add()
        folder.register()
