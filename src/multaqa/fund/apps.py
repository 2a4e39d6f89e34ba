from django.apps import AppConfig


class FundConfig(AppConfig):
    name = "multaqa.fund"
    label = "fund"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from multaqa.fund import folder, navigation, slots  # the app registry must be whole first

        slots.declare()
        navigation.add()
        folder.register()
