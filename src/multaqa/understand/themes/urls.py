from django.urls import path

from multaqa.understand.themes import desk, views

DESK = "desk/understand/"
THEME = f"{DESK}themes/<slug:code>/"

urlpatterns = [
    path("themes/", views.theme_list, name="themes"),
    path("themes/in-no-theme/", views.in_no_theme, name="in-no-theme"),
    path("themes/<slug:code>/", views.theme_page, name="theme"),
    path(DESK, desk.desk, name="desk"),
    path(f"{DESK}new/", desk.draft, name="desk-theme-new"),
    path(THEME, desk.theme_desk, name="desk-theme"),
    path(f"{THEME}words/", desk.revise, name="desk-theme-revise"),
    path(f"{THEME}cite/", desk.cite, name="desk-theme-cite"),
    path(f"{THEME}statements/<str:ref>/let-go/", desk.let_go, name="desk-theme-let-go"),
    path(f"{THEME}statements/<str:ref>/put-back/<int:start>-<int:end>/", desk.put_back, name="desk-theme-put-back"),
    path(f"{THEME}statements/<str:ref>/main/", desk.make_main, name="desk-theme-main"),
    path(f"{THEME}review/", desk.review, name="desk-theme-review"),
    path(f"{THEME}publish/", desk.publish, name="desk-theme-publish"),
    path(f"{THEME}supersede/", desk.supersede, name="desk-theme-supersede"),
]
