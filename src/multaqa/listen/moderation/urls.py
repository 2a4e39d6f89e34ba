from django.urls import path

from multaqa.listen.moderation import views

urlpatterns = [
    path("desk/listen/contributions/", views.queue, name="desk-contributions"),
    path("desk/listen/contributions/<slug:code>/", views.contribution, name="desk-contribution"),
    path("desk/listen/contributions/<slug:code>/cut/", views.cut, name="desk-contribution-cut"),
    path("desk/listen/contributions/<slug:code>/set-aside/", views.set_aside, name="desk-contribution-set-aside"),
    path("desk/listen/contributions/<slug:code>/erase/", views.erase, name="desk-contribution-erase"),
    path("desk/listen/reports/", views.reports, name="desk-reports"),
    path("desk/listen/reports/<int:report_id>/handled/", views.handled, name="desk-report-handled"),
    path("desk/listen/retention/", views.retention, name="desk-retention"),
]
