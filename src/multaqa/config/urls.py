from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from multaqa.config import health
from multaqa.config.api import api, unknown_call
from multaqa.ground.admin import reference_tables

handler429 = "multaqa.config.refusals.too_many_requests"
handler500 = "multaqa.config.health.server_error"

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("api/", api.urls),
    path("api/<path:rest>", unknown_call),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("multaqa.accountability.portal.robots_urls")),
    *i18n_patterns(
        path("admin/", reference_tables.urls),
        path("account/", include("multaqa.ground.people.account_urls")),
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
