from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "multaqa.plan"
    label = "plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.plan import folder, navigation, slots  # the app registry must be whole first

        slots.declare()
        navigation.add()
        folder.register()
