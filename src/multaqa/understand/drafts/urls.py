from django.urls import path

from multaqa.understand.drafts import deeds, desk

DESK = "desk/understand/drafts/"
RUN = f"{DESK}<int:pk>/"
STATEMENTS = f"{RUN}statements/"
DRAFT = f"{RUN}themes/<int:number>/"

urlpatterns = [
    path(DESK, desk.runs, name="desk-draftings"),
    path(f"{DESK}start/", deeds.start, name="desk-drafting-start"),
    path(RUN, desk.run_page, name="desk-drafting"),
    path(f"{RUN}stop/", deeds.stop, name="desk-drafting-stop"),
    path(f"{RUN}again/", deeds.again, name="desk-drafting-again"),
    path(f"{RUN}place/", deeds.place, name="desk-drafting-place"),
    path(f"{RUN}compare/", desk.compare, name="desk-drafting-compare"),
    path(f"{RUN}undo/<int:key>/", deeds.undo, name="desk-drafts-undo"),
    path(STATEMENTS, desk.statements, name="desk-drafting-statements"),
    path(f"{STATEMENTS}move/", deeds.move, name="desk-drafting-move"),
    path(f"{STATEMENTS}split/", deeds.split, name="desk-drafting-split"),
    path(f"{STATEMENTS}place/", deeds.place_chosen, name="desk-drafting-place-chosen"),
    path(DRAFT, desk.draft_page, name="desk-draft"),
    path(f"{DRAFT}name/", deeds.rename, name="desk-draft-rename"),
    path(f"{DRAFT}merge/", deeds.merge, name="desk-draft-merge"),
    path(f"{DRAFT}discard/", deeds.discard, name="desk-draft-discard"),
    path(f"{DRAFT}accept/", deeds.accept, name="desk-draft-accept"),
    path(f"{DRAFT}move/", deeds.move, name="desk-draft-move"),
    path(f"{DRAFT}split/", deeds.split, name="desk-draft-split"),
]
