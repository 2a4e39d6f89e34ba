from django.urls import include, path

app_name = "accountability"
urlpatterns = [
    path("", include("multaqa.accountability.answers.urls")),
    path("", include("multaqa.accountability.trace.urls")),
    path("", include("multaqa.accountability.portal.urls")),
]
