from django.urls import path

from multaqa.listen.workspace import views

urlpatterns = [
    path("desk/listen/statements/", views.desk_statements, name="desk-statements"),
    path("desk/listen/statements/bulk/", views.bulk, name="desk-bulk"),
    path("desk/listen/statements/undo/", views.undo, name="desk-undo"),
    path("desk/listen/statements/<str:ref>/", views.desk_statement, name="desk-statement"),
    path("desk/listen/statements/<str:ref>/save/", views.save, name="desk-save"),
    path("desk/listen/statements/<str:ref>/withhold/", views.withhold, name="desk-withhold"),
    path("desk/listen/statements/<str:ref>/revise/", views.revise, name="desk-revise"),
    path("desk/listen/statements/<str:ref>/redact/", views.redact, name="desk-redact"),
    path("desk/listen/statements/<str:ref>/split/", views.split, name="desk-split"),
    path("desk/listen/statements/<str:ref>/link/", views.link, name="desk-link"),
    path("desk/listen/statements/<str:ref>/unlink/<int:link_id>/", views.unlink, name="desk-unlink"),
    path("desk/listen/statements/<str:ref>/take-back/", views.take_back, name="desk-take-back"),
    path("desk/listen/capture/", views.capture, name="desk-capture"),
]
