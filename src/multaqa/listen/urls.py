from django.urls import include, path

app_name = "listen"
urlpatterns = [
    path("", include("multaqa.listen.meetings.urls")),
]
