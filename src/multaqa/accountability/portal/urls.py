from django.urls import path

from multaqa.accountability.portal import views

TEXTS = ("about", "method", "privacy", "access-to-information", "accessibility", "legal")

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search_page, name="search"),
    path("source/", views.source_page, name="source"),
    path("source.tar.gz", views.source_archive, name="source-archive"),
    *(path(f"{name}/", views.text_page, {"name": name}, name=name) for name in TEXTS),
]
