from multaqa.understand.themes.models import Theme, ThemeMove, ThemeStatement

__all__ = ["Theme", "ThemeMove", "ThemeStatement"]
