from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Assembles the house; owns no table."""

    name = "multaqa.config"
    label = "config"
