from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.naming import territories_called
from multaqa.ground.territory.queries import CHOOSABLE, Reach, regions_with_provinces, sorted_by_name
from multaqa.ui.pages import page

ANSWERED = 8
MOST_LETTERS = 100


def territory_list(request: HttpRequest) -> HttpResponse:
    return page(request, "ground/territory/list.html", regions=regions_with_provinces(request.LANGUAGE_CODE))


def territory_page(request: HttpRequest, code: str) -> HttpResponse:
    territory = get_object_or_404(Territory.objects.select_related("parent"), code=code)
    parts = sorted_by_name(Territory.objects.filter(parent=territory), request.LANGUAGE_CODE)
    return page(
        request,
        "ground/territory/territory.html",
        territory=territory,
        above=Territory.objects.above(territory).exclude(pk=territory.pk),
        parts=parts,
    )


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """What a name can mean, while it is typed. Names are public; what may be chosen is decided by the form."""
    within, kinds = request.GET.getlist("within"), request.GET.getlist("kind")
    reach = Reach(tuple(within) or ("",), tuple(kinds) or CHOOSABLE)
    words = request.GET.get("words", "")[:MOST_LETTERS]
    found = territories_called(words, reach)
    return page(request, "ground/territory/found.html", words=words, found=found[:ANSWERED], count=len(found))
