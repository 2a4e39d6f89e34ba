from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Assembles the house; owns no table."""

    name = "multaqa.config"
    label = "config"

    def ready(self) -> None:
        import_module("multaqa.config.checks")  # registers itself, once the apps are there
