from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "multaqa.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.ground import folder, slots  # the app registry must be whole first

        slots.declare()
        folder.register()
