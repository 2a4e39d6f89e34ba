from django.urls import path

from multaqa.deliver.visits import views

urlpatterns = [
    path("visits/", views.visit_list, name="visits"),
    path("visits/<slug:code>/", views.visit_page, name="visit"),
    path("recommendations/", views.recommendation_list, name="recommendations"),
    path("desk/deliver/visits/", views.desk_visits, name="desk-visits"),
    path("desk/deliver/visits/plan/", views.plan, name="desk-visit-plan"),
    path("desk/deliver/visits/<slug:code>/", views.desk_visit, name="desk-visit"),
    path("desk/deliver/visits/<slug:code>/stops/", views.stop, name="desk-visit-stop"),
    path("desk/deliver/visits/<slug:code>/notes/", views.note, name="desk-visit-note"),
    path("desk/deliver/visits/<slug:code>/recommend/", views.advise, name="desk-visit-recommend"),
    path("desk/deliver/visits/<slug:code>/give-back/", views.give_back, name="desk-visit-give-back"),
    path("desk/deliver/visits/<slug:code>/<slug:name>/", views.step, name="desk-visit-step"),
    path("desk/deliver/recommendations/", views.desk_recommendations, name="desk-recommendations"),
    path("desk/deliver/recommendations/<slug:code>/", views.desk_recommendation, name="desk-recommendation"),
    path("desk/deliver/recommendations/<slug:code>/move/", views.follow, name="desk-recommendation-move"),
]
