from django.urls import include, path

app_name = "plan"
urlpatterns = [
    path("", include("multaqa.plan.changes.urls")),
    path("", include("multaqa.plan.strategy.urls")),
    path("", include("multaqa.plan.measures.urls")),
]
