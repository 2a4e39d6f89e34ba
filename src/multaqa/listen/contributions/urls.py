from django.urls import path

from multaqa.listen.contributions import views

urlpatterns = [
    path("contribute/", views.contribute_now, name="contribute-now"),
    path("contribute/<slug:code>/", views.contribute, name="contribute"),
]
