from django.urls import include, path

app_name = "deliver"
urlpatterns = [
    path("", include("multaqa.deliver.projects.urls")),
    path("", include("multaqa.deliver.centres.urls")),
    path("", include("multaqa.deliver.visits.urls")),
]
