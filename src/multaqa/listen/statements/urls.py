from django.urls import path

from multaqa.listen.statements import views

urlpatterns = [
    path("statements/", views.statement_list, name="statements"),
    path("statements/<str:ref>/", views.statement_page, name="statement"),
    path("statements/<str:ref>/report/", views.report, name="statement-report"),
]
