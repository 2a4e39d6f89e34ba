from django.urls import path

from multaqa.listen.following import views

urlpatterns = [
    path("follow/", views.follow, name="follow"),
    path("follow/correct/", views.correct, name="follow-correct"),
    path("follow/withdraw/", views.withdraw, name="follow-withdraw"),
    path("follow/delete/", views.delete, name="follow-delete"),
]
