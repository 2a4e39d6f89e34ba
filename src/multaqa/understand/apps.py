from django.apps import AppConfig


class UnderstandConfig(AppConfig):
    name = "multaqa.understand"
    label = "understand"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.understand import folder, navigation, slots  # the app registry must be whole first

        slots.declare()
        navigation.add()
        folder.register()
