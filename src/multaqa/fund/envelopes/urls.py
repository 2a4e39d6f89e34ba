from django.urls import path

from multaqa.fund.envelopes import views

urlpatterns = [
    path("envelopes/<slug:code>/", views.envelope_page, name="envelope"),
    path("desk/fund/envelopes/", views.desk_envelopes, name="desk-envelopes"),
    path("desk/fund/envelopes/register/", views.register, name="desk-envelope-register"),
    path("desk/fund/envelopes/<slug:code>/", views.desk_envelope, name="desk-envelope"),
]
