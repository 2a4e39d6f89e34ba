from django.urls import include, path

app_name = "fund"
urlpatterns = [
    path("", include("multaqa.fund.envelopes.urls")),
    path("", include("multaqa.fund.agreements.urls")),
    path("", include("multaqa.fund.disbursements.urls")),
]
