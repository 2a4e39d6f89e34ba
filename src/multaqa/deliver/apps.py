from django.apps import AppConfig


class DeliverConfig(AppConfig):
    name = "multaqa.deliver"
    label = "deliver"
    default_auto_field = "django.db.models.BigAutoField"
