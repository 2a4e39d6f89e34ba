from django.urls import path

from multaqa.listen.importing import views

urlpatterns = [
    path("desk/listen/import/", views.upload, name="desk-import"),
    path("desk/listen/import/<str:what>.<str:form>", views.download, name="desk-import-download"),
    path("desk/listen/import/<uuid:token>/", views.preview, name="desk-import-preview"),
    path("desk/listen/import/<uuid:token>/confirm/", views.confirm, name="desk-import-confirm"),
]
