from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "multaqa.plan"
    label = "plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.plan import folder, slots  # the app registry must be whole first

        slots.declare()
        folder.register()
