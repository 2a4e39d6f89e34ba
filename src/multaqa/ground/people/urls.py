from django.urls import path

from multaqa.ground.people import account_views, views

urlpatterns = [
    path("account/", account_views.account, name="account"),
    path("account/sign-out-everywhere/", account_views.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/invitation/<str:token>/", account_views.invitation, name="invitation"),
    path("account/demo/<str:token>/", account_views.demo_sign_in, name="demo-sign-in"),
    path("desk/", views.desk, name="desk"),
    path("desk/people/", views.people, name="people"),
    path("desk/people/invite/", views.invite, name="people-invite"),
    path("desk/people/invitations/<int:key>/revoke/", views.revoke, name="people-revoke"),
    path("desk/people/<int:key>/", views.person_page, name="person"),
    path("desk/people/<int:key>/give/", views.give, name="person-give"),
    path("desk/people/roles/<int:key>/end/", views.end, name="people-end"),
    path("desk/people/<int:key>/erase/", views.erase, name="person-erase"),
]
