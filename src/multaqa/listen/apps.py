from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "multaqa.listen"
    label = "listen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.listen import folder, navigation, slots  # the app registry must be whole first

        slots.declare()
        navigation.add()
        folder.register()
