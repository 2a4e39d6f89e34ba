"""Form parts of the house: label above, help before, error beside, and nothing typed is lost."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import TemplatesSetting
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from multaqa.ui.directions import direction, own_name
from multaqa.ui.formats import listed, number
from multaqa.ui.reading import UnreadableError, plain_text, read_amount, read_day

lazy_number, lazy_list = lazy(number, str), lazy(listed, str)
ALWAYS_LEFT_TO_RIGHT = {"email", "url", "tel", "number", "date", "datetime-local", "time", "month", "password"}


class HouseRenderer(TemplatesSetting):
    """Draws every form by our templates, and gives every input the direction of what is typed in it."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget")
        if widget is not None and "attrs" in widget:
            _give_direction(widget)
        return super().render(template_name, context, request)


def _give_direction(widget: dict[str, Any]) -> None:
    kind = widget.get("type", "")
    if kind in ALWAYS_LEFT_TO_RIGHT:
        widget["attrs"].setdefault("dir", "ltr")
    elif kind in {"text", "search"} or widget["template_name"].endswith("textarea.html"):
        # While nothing is typed, an input of direction auto takes the page's own: the sheet asks :placeholder-shown.
        widget["attrs"] = {"dir": "auto", "placeholder": " "} | widget["attrs"]


class PlainField(forms.CharField):
    """Words somebody types or pastes, without what nobody sees in them."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_text(value) if isinstance(value, str) else value)


class TranslatedWidget(forms.Widget):
    """One input per language, each with its own direction: Arabic and French side by side, English below."""

    template_name = "ui/forms/translated.html"
    use_fieldset = True

    def __init__(
        self, languages: Sequence[str] = ("ar", "fr", "en"), rows: int = 0, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.languages = tuple(languages)
        self.rows = rows

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_{self.languages[0]}" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = value if isinstance(value, Mapping) else {}
        shared = context["widget"]["attrs"]
        context["widget"]["subwidgets"] = [self._part(tag, name, texts.get(tag, ""), shared) for tag in self.languages]
        return context

    def _part(self, tag: str, name: str, text: str, shared: dict[str, Any]) -> dict[str, Any]:
        inner = forms.Textarea({"rows": self.rows}) if self.rows else forms.TextInput()
        attrs = {**shared, "id": f"{shared.get('id', name)}_{tag}", "lang": tag, "dir": direction(tag)}
        attrs.pop("required", None)
        part: dict[str, Any] = inner.get_context(f"{name}_{tag}", text, attrs)["widget"]
        part["language_name"] = own_name(tag)
        return part

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {tag: data.get(f"{name}_{tag}", "") for tag in self.languages}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{tag}" in data for tag in self.languages)


class TranslatedFormField(forms.Field):
    """Words in several languages; cleans to a dict of the languages that say something."""

    def __init__(
        self,
        *,
        languages: Sequence[str] = ("ar", "fr", "en"),
        required_languages: Sequence[str] = (),
        rows: int = 0,
        **options: Any,
    ) -> None:
        self.required_languages = tuple(required_languages)
        self.rows = rows
        options.setdefault("required", bool(required_languages))
        options.setdefault("widget", TranslatedWidget(languages, rows))
        super().__init__(**options)

    def to_python(self, value: Mapping[str, str] | None) -> dict[str, str]:
        plain = {tag: self._plain(text) for tag, text in (value or {}).items() if text}
        return {tag: text for tag, text in plain.items() if text}

    def _plain(self, text: str) -> str:
        plain = plain_text(text).strip()
        return plain if self.rows else plain.replace("\n", " ")  # of a title, typed on one line

    def validate(self, value: dict[str, str]) -> None:
        if not value and not self.required:
            return
        missing = [own_name(tag) for tag in self.required_languages if tag not in value]
        if missing:
            raise ValidationError(
                _("The text is missing in: %(languages)s. Write it there too."),
                code="missing",
                params={"languages": listed(missing)},
            )
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class DayField(forms.Field):
    """A day as people write it: ISO, day/month/year, Arabic-Indic digits, a month's name, or Hijri."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric"}))
        options.setdefault("help_text", _("Day, month and year, like 12/02/2024"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        return _read(read_day, value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class AmountField(forms.Field):
    """An amount as people write it: 1 400 000, 1.400.000,50, Arabic-Indic digits."""

    def __init__(self, *, minimum: Decimal | None = Decimal(0), **options: Any) -> None:
        self.minimum = minimum
        options.setdefault("help_text", format_lazy(_("For instance {amount}"), amount=lazy_number(1_400_000)))
        options.setdefault("widget", forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        return _read(read_amount, value)

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and self.minimum is not None and value < self.minimum:
            raise ValidationError(
                _("%(value)s is less than %(minimum)s. Give a larger amount."),
                code="minimum",
                params={"value": number(value), "minimum": number(self.minimum)},
            )

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class PaperField(forms.FileField):
    """A paper somebody brings: of a kind we keep, not too large, and holding what its name says."""

    LIMIT_MB = 20
    OPENINGS: ClassVar[dict[str, bytes]] = {
        ".pdf": b"%PDF-",
        ".docx": b"PK\x03\x04",
        ".odt": b"PK\x03\x04",
        ".xlsx": b"PK\x03\x04",
        ".ods": b"PK\x03\x04",
        ".txt": b"",
        ".csv": b"",
        ".html": b"",
        ".eml": b"",
        ".jpg": b"\xff\xd8\xff",
        ".png": b"\x89PNG",
    }

    def __init__(self, *, endings: Sequence[str], **options: Any) -> None:
        self.endings = tuple(endings)
        self.kinds = [ending.removeprefix(".").upper() for ending in endings]
        help = format_lazy(
            _("{kinds}; {limit} MB at most."), kinds=lazy_list(self.kinds), limit=lazy_number(self.LIMIT_MB)
        )
        options.setdefault("help_text", help)
        options.setdefault("widget", forms.FileInput({"accept": ",".join(endings)}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            self._look_into(file)
        return file

    def _look_into(self, file: UploadedFile) -> None:
        ending = Path(file.name or "").suffix.lower().replace(".jpeg", ".jpg")
        if (file.size or 0) > self.LIMIT_MB * 1024 * 1024:
            raise ValidationError(
                _("%(name)s is larger than %(limit)s MB. Make it smaller, or split it."),
                params={"name": file.name, "limit": number(self.LIMIT_MB)},
            )
        if ending not in self.endings:
            raise ValidationError(
                _("%(name)s is not a kind of file we keep. Give one of these: %(kinds)s."),
                params={"name": file.name, "kinds": listed(self.kinds)},
            )
        if not self._holds(file, ending):
            raise ValidationError(
                _(
                    "%(name)s does not hold what its ending says. "
                    "Save it once more as %(ending)s, then choose it again."
                ),
                params={"name": file.name, "ending": ending},
            )

    def _holds(self, file: UploadedFile, ending: str) -> bool:
        """A name is only a claim: what the file opens with tells."""
        opening = file.read(1024)
        file.seek(0)
        if sign := self.OPENINGS[ending]:
            return bool(opening.startswith(sign))
        return b"\0" not in opening or opening.startswith((BOM_UTF16_LE, BOM_UTF16_BE))


class SentOnceForm(forms.Form):
    """A form whose deed is done once, however often it is sent: it carries the sign of its one command."""

    command_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def renew(self) -> None:
        """What comes back is a deed of its own."""
        put_in(self, "command_id", str(uuid4()))


def put_in(form: forms.BaseForm, name: str, value: str) -> None:
    """Let a form that comes back carry another value than the one that was sent."""
    data: Any = form.data
    form.data = data.copy()
    form.data[form.add_prefix(name)] = value  # type: ignore[index]


def _read(reader: Any, value: str) -> Any:
    try:
        return reader(str(value))
    except UnreadableError as error:
        raise ValidationError(str(error), code="unreadable") from error
