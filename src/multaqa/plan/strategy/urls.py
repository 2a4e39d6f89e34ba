from django.urls import path, re_path

from multaqa.plan.strategy import desk, views

DESK = "desk/plan/strategies/"
VERSION = f"{DESK}<slug:code>/<slug:version>/"
PART = r"^desk/plan/strategies/(?P<code>[\w-]+)/(?P<version>[\w-]+)/drop/(?P<kind>axis|objective)/(?P<part>\d+)/$"

urlpatterns = [
    path("strategies/", views.strategy_list, name="strategies"),
    path("strategies/<slug:code>/<slug:version>/", views.strategy_page, name="strategy"),
    path(f"{DESK}new/", desk.draft, name="desk-strategy-new"),
    path(VERSION, desk.strategy_desk, name="desk-strategy"),
    path(f"{VERSION}words/", desk.revise, name="desk-strategy-revise"),
    path(f"{VERSION}axis/", desk.write_axis, name="desk-strategy-axis"),
    path(f"{VERSION}objective/", desk.write_objective, name="desk-strategy-objective"),
    path(f"{VERSION}consult/", desk.consult, name="desk-strategy-consult"),
    path(f"{VERSION}adopt/", desk.adopt, name="desk-strategy-adopt"),
    re_path(PART, desk.drop, name="desk-strategy-drop"),
]
