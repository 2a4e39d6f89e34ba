from django.urls import path

from multaqa.ground.actors import organisation_views, views

urlpatterns = [
    path("desk/offices/", views.offices, name="offices"),
    path("desk/offices/record/", views.record_office, name="office-record"),
    path("desk/offices/<int:key>/", views.office, name="office"),
    path("desk/offices/<int:key>/verify/", views.verify, name="office-verify"),
    path("desk/offices/<int:key>/refuse/", views.refuse, name="office-refuse"),
    path("desk/offices/<int:key>/end/", views.end, name="office-end"),
    path("desk/offices/<int:key>/contacts/", views.contacts, name="office-contacts"),
    path("desk/offices/<int:key>/proof/", views.proof, name="office-proof"),
    path("desk/organisations/", organisation_views.organisations, name="organisations"),
    path("desk/organisations/add/", organisation_views.add, name="organisation-add"),
    path("desk/organisations/<slug:code>/", organisation_views.organisation, name="organisation"),
    path("desk/organisations/<slug:code>/change/", organisation_views.change, name="organisation-change"),
]
