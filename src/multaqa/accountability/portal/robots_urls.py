"""Addresses that machines look for at the root, outside any language."""

from django.urls import path

from multaqa.accountability.portal import robots

urlpatterns = [
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", robots.sitemap_part, name="sitemap-part"),
]
