from django.urls import path

from multaqa.ground.territory import views

urlpatterns = [
    path("territories/", views.territory_list, name="territories"),
    path("territories/find/", views.find, name="territory-find"),
    path("territories/<str:code>/", views.territory_page, name="territory"),
]
