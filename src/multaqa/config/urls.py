from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from multaqa.config import health

handler500 = "multaqa.config.health.server_error"

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("multaqa.ui.urls")),
        path("", include("multaqa.ground.urls")),
        path("", include("multaqa.listen.urls")),
        path("", include("multaqa.understand.urls")),
        path("", include("multaqa.plan.urls")),
        path("", include("multaqa.fund.urls")),
        path("", include("multaqa.deliver.urls")),
        path("", include("multaqa.accountability.urls")),
    ),
]
