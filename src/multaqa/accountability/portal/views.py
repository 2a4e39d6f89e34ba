from importlib.metadata import version

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from multaqa.accountability.answers.mosaic import answers_address, mosaic_of
from multaqa.accountability.answers.queries import answers_due, last_answers
from multaqa.accountability.portal.drawing import region_map
from multaqa.accountability.portal.forms import SearchFilters
from multaqa.accountability.portal.operator import operator_facts
from multaqa.accountability.portal.queries import figures_of, last_change
from multaqa.accountability.portal.search import KINDS, MOST_LETTERS, Search
from multaqa.accountability.portal.source import running_source
from multaqa.ground.people.rules import person_of
from multaqa.listen.moderation.queries import retention_periods
from multaqa.listen.rounds.asking import chosen_round
from multaqa.ui.asking import asked_choice, asked_page
from multaqa.ui.pages import page
from multaqa.ui.parts import Crumb


def home(request: HttpRequest) -> HttpResponse:
    """Where the round stands: what was said, what is answered, region by region."""
    chosen = chosen_round(request)
    if chosen.round is None:
        return page(request, "accountability/portal/before.html")
    figures = figures_of(chosen.round)
    asked = chosen.round.code if chosen.has_others else ""
    return page(
        request,
        "accountability/portal/home.html",
        chosen=chosen,
        round=chosen.round,
        figures=figures,
        mosaic=mosaic_of(figures.clock, figures.conservation, round=asked),
        map=region_map(figures.regions),
        last=last_answers(chosen.round),
        due=answers_due(chosen.round),
        answered_address=answers_address(standing="answered", round=asked),
        waiting_address=answers_address(standing="waiting", round=asked),
        statements_address=reverse("listen:statements"),
        updated_at=last_change(),
    )


def search_page(request: HttpRequest) -> HttpResponse:
    """Everything that holds the words, by kind; one kind at a time has pages."""
    words = request.GET.get("q", "").strip()
    among = asked_choice(request, "among", KINDS, _("Kinds of results"))
    search = Search(words[:MOST_LETTERS], SearchFilters(request), person_of(request.user))
    groups, found = search.found(), search.pages(among)
    rows = asked_page(request, found) if found else None
    return page(
        request,
        "accountability/portal/search.html",
        words=words,
        groups=groups,
        filters=search.filters,
        total=sum(group.count for group in groups),
        among=among,
        rows=rows,
        page_numbers=list(rows.paginator.get_elided_page_range(rows.number, on_each_side=1, on_ends=1)) if rows else [],
        trail=[Crumb(_("Front page"), reverse("accountability:home")), Crumb(_("Search"))],
    )


def text_page(request: HttpRequest, name: str) -> HttpResponse:
    """About, method and the legal pages: written once, dated by their version."""
    facts, periods = operator_facts(name), retention_periods() if name == "privacy" else []
    return page(request, f"accountability/portal/{name}.html", operator=facts, periods=periods)


def source_page(request: HttpRequest) -> HttpResponse:
    """Where the source of the very version that runs here is found (AGPL, section 13)."""
    return page(request, "accountability/portal/source.html")


def source_archive(_request: HttpRequest) -> FileResponse:
    name = f"multaqa-{version('multaqa')}.tar.gz"
    return FileResponse(running_source(), as_attachment=True, filename=name, content_type="application/gzip")
