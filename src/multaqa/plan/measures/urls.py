from django.urls import path

from multaqa.plan.measures import desk, views

MEASURE = "<slug:strategy>/<slug:version>/<str:code>/"
DESK = f"desk/plan/measures/{MEASURE}"

urlpatterns = [
    path("measures/", views.measure_list, name="measures"),
    path(f"measures/{MEASURE}", views.measure_page, name="measure"),
    path("desk/plan/", desk.desk, name="desk"),
    path("desk/plan/strategies/<slug:strategy>/<slug:version>/propose/", desk.propose, name="desk-measure-new"),
    path(DESK, desk.measure_desk, name="desk-measure"),
    path(f"{DESK}words/", desk.revise, name="desk-measure-revise"),
    path(f"{DESK}origins/", desk.add_origin, name="desk-measure-origin"),
    path(f"{DESK}origins/<int:origin>/remove/", desk.remove_origin, name="desk-measure-origin-remove"),
    path(f"{DESK}adopt/", desk.adopt, name="desk-measure-adopt"),
    path(f"{DESK}move/", desk.move, name="desk-measure-move"),
]
