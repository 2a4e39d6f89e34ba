"""An invitation, from the administrator's form to the workspaces: with a browser's own headers, which no client has."""

import email
import re
from typing import Any

import pytest

from tests.journeys.conftest import Site, ways_in
from tests.journeys.test_expectation import Visitor

PASSWORD = "عبارة سر طويلة بما يكفي"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_somebody_is_invited_takes_it_up_and_signs_in_again(browser: Any, site: Site, language: str) -> None:
    address = f"new-{language}@example.org"
    administrator = Visitor(browser, site, ways_in(site, language)["administrator", "MA"])
    invite(administrator, language, address)
    administrator.close()

    invited = Visitor(browser, site)
    invited.tab.goto(link_in_the_last_mail(site))
    invited.tab.fill(f"#id_name_{language}", "Zineb")
    for field in ("#id_password", "#id_again"):
        invited.tab.fill(field, PASSWORD)
    press_the_button(invited)
    assert invited.tab.url == f"{site.address}/{language}/desk/"
    invited.close()

    back = Visitor(browser, site)
    back.open(f"/{language}/account/sign-in/")
    for password, then in (("wrong", "/account/sign-in/"), (PASSWORD, "/desk/")):
        back.tab.fill("#id_login", address.upper())
        back.tab.fill("#id_password", password)
        press_the_button(back)
        assert back.tab.url == f"{site.address}/{language}{then}"
    back.close()


def invite(administrator: Visitor, language: str, address: str) -> None:
    administrator.open(f"/{language}/desk/people/")
    administrator.tab.fill("#id_email", address)
    administrator.tab.select_option("#id_template", index=1)
    administrator.tab.fill("#id_territory", "Azilal")
    administrator.tab.select_option("#id_language", language)
    with administrator.tab.expect_navigation():
        administrator.tab.click('form[action$="/invite/"] button')


def press_the_button(somebody: Visitor) -> None:
    with somebody.tab.expect_navigation():
        somebody.tab.locator("main form button").first.click()


def link_in_the_last_mail(site: Site) -> str:
    newest = max((site.home / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    last = [part for part in newest.read_bytes().split(b"-" * 79 + b"\n") if part.strip()][-1]
    text = next(part for part in email.message_from_bytes(last).walk() if part.get_content_type() == "text/plain")
    return re.findall(r"http\S+", text.get_payload(decode=True).decode())[0]
