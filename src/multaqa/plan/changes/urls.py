from django.urls import path

from multaqa.plan.changes import views

urlpatterns = [
    path("strategies/<slug:code>/changes/", views.changes, name="changes"),
    path("desk/plan/strategies/<slug:code>/<slug:version>/next/", views.next_version, name="desk-strategy-next"),
]
