from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "multaqa.listen"
    label = "listen"
    default_auto_field = "django.db.models.BigAutoField"
