from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import person_at_desk, require, rights_of
from multaqa.ground.sheets.recognising import Format
from multaqa.ground.sheets.refusals import Refused
from multaqa.ground.sheets.templates import column_help, example, template
from multaqa.listen.contributions.models import ImportDraft
from multaqa.listen.errors import ListenError
from multaqa.listen.importing.actions import import_contributions, keep_table, plan_import
from multaqa.listen.importing.forms import UploadForm
from multaqa.listen.importing.table import import_sheet
from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.queries import current_round
from multaqa.ui.pages import page, say, warn

MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
SHEET = import_sheet(Round(), SystemActor("template"), UUID(int=0))


def _importer(request: HttpRequest) -> Person:
    person = person_at_desk(request)
    require(rights_of(person).hold_anywhere("contribution.import"))
    return person


def upload(request: HttpRequest) -> HttpResponse:
    person = _importer(request)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"round": current_round()})
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = keep_table(by=person, round=form.cleaned_data["round"], name=file.name, file=file)
            return redirect("listen:desk-import-preview", draft.token)
        except ListenError as refused:
            form.add_error("file", str(refused))
    status = 422 if request.method == "POST" else 200
    return page(request, "listen/importing/upload.html", status=status, form=form, columns=column_help(SHEET))


def preview(request: HttpRequest, token: UUID) -> HttpResponse:
    """What would happen to each row: nothing is written before the word to import it."""
    return page(request, "listen/importing/preview.html", plan=plan_import(_draft(request, token)))


@require_POST
def confirm(request: HttpRequest, token: UUID) -> HttpResponse:
    importer = _importer(request)
    if not ImportDraft.objects.filter(token=token).exists():
        warn(request, _("This table was imported already, or was thrown away. Look below before you bring it again."))
        return redirect("listen:desk-contributions")
    draft = _draft(request, token)
    try:
        count = import_contributions(by=importer, draft=draft)
    except Refused:
        return page(request, "listen/importing/preview.html", status=422, plan=plan_import(draft))
    said = ngettext("%(n)s contribution is imported.", "%(n)s contributions are imported.", count) % {"n": count}
    say(request, said + " " + _("Cut the statements out of them next."))
    return redirect("listen:desk-contributions")


def _draft(request: HttpRequest, token: UUID) -> ImportDraft:
    return get_object_or_404(ImportDraft.objects.select_related("by", "round"), token=token, by=_importer(request))


def download(request: HttpRequest, what: str, form: Format) -> HttpResponse:
    """An empty template or an example, in the reader's language."""
    makers = {"template": template, "example": example}
    if what not in makers or form not in MEDIA:
        raise Http404
    response = HttpResponse(makers[what](SHEET, form, get_language() or "fr"), content_type=MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="contributions-{what}.{form}"'
    return response
