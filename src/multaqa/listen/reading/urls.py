from django.urls import path

from multaqa.listen.reading import views

ONE = "desk/listen/reading/<int:pk>/"

urlpatterns = [
    path("desk/listen/reading/", views.readings, name="desk-readings"),
    path("desk/listen/reading/read/<slug:code>/", views.read, name="desk-read"),
    path(ONE, views.reading, name="desk-reading"),
    path(f"{ONE}decide/", views.decide, name="desk-reading-decide"),
    path(f"{ONE}undo/", views.undo, name="desk-reading-undo"),
    path(f"{ONE}news/", views.news, name="desk-reading-news"),
    path(f"{ONE}proposals/<int:proposal_id>/correct/", views.correct, name="desk-proposal-correct"),
    path(f"{ONE}proposals/<int:proposal_id>/split/", views.split, name="desk-proposal-split"),
]
