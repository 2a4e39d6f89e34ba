from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import regions_with_provinces, sorted_by_name
from multaqa.ui.pages import page


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
