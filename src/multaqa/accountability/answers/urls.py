from django.urls import path

from multaqa.accountability.answers import views

urlpatterns = [
    path("answers/", views.clock_page, name="answers"),
    path("desk/accountability/answers/", views.desk_answers, name="desk-answers"),
    path("desk/accountability/answers/open/", views.open_owed, name="desk-answers-open"),
    path("desk/accountability/answers/<int:pk>/", views.desk_answers, name="desk-answer"),
    path("desk/accountability/answers/<int:pk>/work/", views.work, name="desk-answer-work"),
    path("desk/accountability/themes/<slug:code>/", views.desk_theme, name="desk-theme"),
]
