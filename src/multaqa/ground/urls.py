from django.urls import include, path

app_name = "ground"
urlpatterns = [
    path("", include("multaqa.ground.territory.urls")),
    path("", include("multaqa.ground.people.urls")),
    path("", include("multaqa.ground.actors.urls")),
]
