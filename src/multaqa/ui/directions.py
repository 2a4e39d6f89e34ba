"""Which way a language is written, and what it calls itself."""

RIGHT_TO_LEFT = {"ar", "ary", "fa", "he", "ur", "ckb"}
OWN_NAMES = {"ar": "العربية", "fr": "Français", "en": "English", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ary": "الدارجة"}


def direction(language: str) -> str:
    """ltr or rtl by the language tag; auto for words whose language is mixed or unknown."""
    if language in ("", "mixed"):
        return "auto"
    tag, _, rest = language.partition("-")
    return "rtl" if tag in RIGHT_TO_LEFT and "Latn" not in rest else "ltr"


def own_name(language: str) -> str:
    return OWN_NAMES.get(language, language)
