from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.plan.changes.actions import draft_next_version
from multaqa.plan.changes.queries import compare_versions
from multaqa.plan.strategy.desk import desk_address, strategy_desk
from multaqa.plan.strategy.forms import NextVersionForm
from multaqa.plan.strategy.models import Strategy
from multaqa.plan.strategy.queries import strategies_to_work_on, visible_strategies
from multaqa.ui.asking import asked_choice
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page

LANGUAGES = ("ar", "fr", "en")


def changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed between two versions, in one language; ?from= ?to= ?language= choose."""
    versions = list(visible_strategies(person_of(request.user)).filter(code=code).order_by("pk"))
    if len(versions) < 2:
        raise Http404(_("This strategy has no second version to compare with."))
    names = [one.version for one in versions]
    language = asked_choice(request, "language", LANGUAGES, _("In the words of")) or get_language() or "fr"
    later = _named(versions, asked_choice(request, "to", names, _("To")), versions[-1])
    earlier = _named(versions, asked_choice(request, "from", names, _("From")), _before(versions, later))
    return page(
        request,
        "plan/changes/changes.html",
        comparison=compare_versions(earlier, later, language),
        versions=versions,
        compared_in=language,
        languages_compared=LANGUAGES,
    )


def _named(versions: list[Strategy], version: str, default: Strategy) -> Strategy:
    return next((one for one in versions if one.version == version), default)


def _before(versions: list[Strategy], later: Strategy) -> Strategy:
    return versions[max(0, versions.index(later) - 1)]


@require_POST
def next_version(request: HttpRequest, code: str, version: str) -> HttpResponse:
    person = person_at_desk(request)
    strategy = get_object_or_404(strategies_to_work_on(person), code=code, version=version)
    form = NextVersionForm(request.POST)
    if following := attempt(form, draft_next_version, by=person, strategy=strategy):
        said = _("The next version begins with the whole text of this one.")
        return done(request, said, desk_address(following))
    return strategy_desk(request, code, version, status=422, following=form)
