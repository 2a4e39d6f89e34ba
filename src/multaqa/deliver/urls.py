from django.urls import URLPattern, URLResolver

app_name = "deliver"
urlpatterns: list[URLPattern | URLResolver] = []
