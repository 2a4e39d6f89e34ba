from django.urls import path

from multaqa.deliver.centres import views

urlpatterns = [
    path("centres/", views.centre_list, name="centres"),
    path("centres/<slug:code>/", views.centre_page, name="centre"),
    path("desk/deliver/centres/", views.desk_centres, name="desk-centres"),
    path("desk/deliver/centres/plan/", views.plan, name="desk-centre-plan"),
    path("desk/deliver/centres/<slug:code>/", views.desk_centre, name="desk-centre"),
    path("desk/deliver/centres/<slug:code>/card/", views.card, name="desk-centre-card"),
    path("desk/deliver/centres/<slug:code>/open/", views.opening, name="desk-centre-open"),
    path("desk/deliver/centres/<slug:code>/move/", views.move, name="desk-centre-move"),
]
