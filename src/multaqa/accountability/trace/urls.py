from django.urls import path

from multaqa.accountability.trace import views

urlpatterns = [
    path("trace/statement/<str:key>.pdf", views.trace_pdf, name="trace-pdf"),
    path("trace/statement/<str:key>.docx", views.trace_docx, name="trace-docx"),
    path("trace/<slug:kind>/<str:key>.json", views.trace_json, name="trace-json"),
    path("trace/<slug:kind>/<str:key>/", views.trace_page, name="trace"),
]
