"""The sheet of components: every part of the house on one page, in the reader's language."""

from datetime import date
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ui.charts import shade
from multaqa.ui.formats import money, number, percent
from multaqa.ui.forms import AmountField, DayField, TranslatedFormField
from multaqa.ui.pages import page
from multaqa.ui.parts import Bar, Crumb, Dot, Figure, MoneyColumn, Shape, Step, tiles
from multaqa.ui.tables import listing

STATES = ("proposed", "agreed", "committed", "paid", "done", "now", "late", "refused", "unknown")


class SampleForm(forms.Form):
    """One field of each kind, shown refused."""

    object = TranslatedFormField(label=gettext_lazy("Object"), required_languages=["ar", "fr"])
    amount = AmountField(label=gettext_lazy("Amount in dirhams"))
    paid_on = DayField(label=gettext_lazy("Value date"))
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("committed", gettext_lazy("committed")), ("paid", gettext_lazy("paid"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


def components(request: HttpRequest) -> HttpResponse:
    form = SampleForm({"object_ar": "تجهيز وحدتين متنقلتين", "amount": "1.400.00", "paid_on": "27/11"})
    return page(
        request,
        "ui/components.html",
        form=form,
        trail=[Crumb(_("Front page"), f"/{request.path.split('/')[1]}/"), Crumb(_("Components"))],
        states=list(zip(STATES, _state_words(), strict=True)),
        steps=_steps(),
        origins=_steps()[:2],
        outcomes=_steps()[2:],
        figures=_figures(),
        bars=_bars(),
        money=_money(),
        dots=_dots(),
        shapes=_shapes(),
        rows=listing(request, _bars(), columns={"name": "label", "value": "value"}, default="-value", per_page=3),
        amount=Decimal(26_000_000),
        today=date(2026, 11, 23),
    )


def _state_words() -> list[str]:
    return [
        _("proposed"),
        _("agreed"),
        _("committed"),
        _("paid"),
        _("done"),
        _("under way"),
        _("late"),
        _("not taken up"),
        _("unknown"),
    ]


def _steps() -> list[Step]:
    return [
        Step("said", "done", _("Said"), date(2026, 6, 12), text=_("An upright square: something said.")),
        Step("act", "late", _("A payment"), date(2026, 11, 15), badge=("late", _("late"))),
        Step("answer", "done", _("Answered"), date(2026, 11, 20), key=_("The star, where both squares meet.")),
        Step("act", "now", _("Being fitted out"), date(2026, 11, 1), precision="month", current=True),
        Step("act", "todo", _("Opening"), date(2027, 3, 31), when=_("expected"), text=_("Not yet due.")),
    ]


def _figures() -> list[Figure]:
    return [
        Figure(percent(Decimal("9.8")), _("A rate, with its place and its year"), _("Here stands its source.")),
        Figure(number(192_676), _("A count, with its unit"), _("Here stands its source.")),
        Figure(None, _("A figure that is missing"), _("Here stands why, and who can provide it.")),
    ]


def _bars() -> list[Bar]:
    words = [_("first"), _("second"), _("third"), _("fourth"), _("fifth")]
    return [Bar(word, value, number(value)) for word, value in zip(words, (54, 28, 22, 15, 9), strict=True)]


def _money() -> list[MoneyColumn]:
    amounts = (Decimal(26_000_000), Decimal(14_500_000), Decimal(9_000_000), Decimal(4_200_000))
    drawn = zip(STATES, _state_words(), amounts, strict=False)
    return [MoneyColumn(state, word, float(amount), money(amount, short=True)) for state, word, amount in drawn]


def _dots() -> list[Dot]:
    return [
        Dot(_("The highest"), 9.8, number(9.8), strong=True),
        Dot(_("The second"), 9.0, number(9.0, 1)),
        Dot(_("The lowest"), 2.4, number(2.4)),
    ]


def _shapes() -> list[Shape]:
    cells = [(0, 2), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2)]
    return [
        Shape(path, number(place + 1), number(place * 5), "#map", shade(place * 5, 30) if place else "proposed", at)
        for place, (path, at) in enumerate(tiles(cells))
    ]
