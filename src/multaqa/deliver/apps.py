from django.apps import AppConfig


class DeliverConfig(AppConfig):
    name = "multaqa.deliver"
    label = "deliver"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.deliver import folder, navigation, slots  # the app registry must be whole first

        slots.declare()
        navigation.add()
        folder.register()
