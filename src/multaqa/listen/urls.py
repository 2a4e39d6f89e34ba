from django.urls import include, path

app_name = "listen"
urlpatterns = [
    path("", include("multaqa.listen.meetings.urls")),
    path("", include("multaqa.listen.contributions.urls")),
    path("", include("multaqa.listen.statements.urls")),
    path("", include("multaqa.listen.following.urls")),
    path("", include("multaqa.listen.workspace.urls")),
    path("", include("multaqa.listen.reading.urls")),
    path("", include("multaqa.listen.moderation.urls")),
    path("", include("multaqa.listen.importing.urls")),
]
