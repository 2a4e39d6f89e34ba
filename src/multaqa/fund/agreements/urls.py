from django.urls import path

from multaqa.fund.agreements import views

urlpatterns = [
    path("agreements/", views.agreement_list, name="agreements"),
    path("agreements/<slug:ref>/", views.agreement_page, name="agreement"),
    path("desk/fund/agreements/", views.desk_agreements, name="desk-agreements"),
    path("desk/fund/agreements/draft/", views.draft, name="desk-agreement-draft"),
    path("desk/fund/agreements/<slug:ref>/", views.desk_agreement, name="desk-agreement"),
    path("desk/fund/agreements/<slug:ref>/party/", views.party, name="desk-agreement-party"),
    path("desk/fund/agreements/<slug:ref>/commitment/", views.commitment, name="desk-agreement-commitment"),
    path("desk/fund/agreements/<slug:ref>/move/", views.move, name="desk-agreement-move"),
    path("desk/fund/agreements/<slug:ref>/sign/", views.sign, name="desk-agreement-sign"),
]
