from django.urls import include, path

app_name = "understand"
urlpatterns = [
    path("", include("multaqa.understand.drafts.urls")),
    path("", include("multaqa.understand.themes.urls")),
]
