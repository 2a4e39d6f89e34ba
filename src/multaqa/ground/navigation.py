"""What the ground adds to the header, the footer and the workspaces."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from multaqa.ground.actors.rules import keeps_offices, keeps_organisations
from multaqa.ground.people.rules import person_of, rights_of
from multaqa.ui.navigation import add_footer_link, add_staff_entry, add_station


def add() -> None:
    add_station(60, _("Territories"), "ground:territories", shape="place", covers=("ground:territory",))
    add_staff_entry(0, _("Today"), "ground:desk")
    add_staff_entry(78, _("Organisations"), "ground:organisations", covers=("ground:organisation",), visible=_organises)
    add_staff_entry(79, _("Offices held"), "ground:offices", covers=("ground:office",), visible=_keeps_offices)
    add_staff_entry(80, _("People and roles"), "ground:people", covers=("ground:person",), visible=_invites)
    add_staff_entry(90, _("My account"), "ground:account")
    add_footer_link(90, _("Workspace of the team"), "ground:desk")


def _invites(user: Any) -> bool:
    return rights_of(person_of(user)).hold_anywhere("person.invite")


def _keeps_offices(user: Any) -> bool:
    return keeps_offices(person_of(user))


def _organises(user: Any) -> bool:
    return keeps_organisations(person_of(user))
