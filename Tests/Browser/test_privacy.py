"""What Ponte keeps of people: the notice, their data as a file, and being forgotten, with script and without."""

import json
import re

import pytest

from support.browsing import WIDTHS, axe, no_sideways_scroll
from support.program import Program

PASSWORD = "a-long-enough-passphrase"


@pytest.fixture
def somebody(binary, server):
    """Puts a person on record who may go again."""
    def make(name):
        email = name.lower().replace(" ", ".") + "@catania.example"
        command = ["user", "create", "--email", email, "--name", name, "--role", "city-officer", "--scope", "city:catania", "--password-stdin"]
        Program(binary, settings={"PONTE_DATA": str(server.folder)})(*command, typed=PASSWORD + "\n").well()
        return email

    return make


def sign_in(page, email):
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form[action='/sign-in'] [type=submit]").click()
    page.wait_for_url("**/account")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_person_takes_their_data_along_and_is_forgotten(visit, somebody, script):
    name = f"Paola {'Conti' if script else 'Senza'}"
    email = somebody(name)
    page = visit("/sign-in?next=/account", script=script)
    sign_in(page, email)
    page.goto("/needs/new")
    page.fill("[name=text]", "A need that only Paola can see")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url(re.compile(r"/needs/[0-9a-z]{26}"))
    page.goto("/account")
    page.click("a[href='/account/data']")
    page.fill("[name=password]", "not the right one")
    page.watcher.expected.add(page.url)
    page.locator("main form [type=submit]").click()
    assert page.locator(".error-summary a[href='#password']").count() == 1
    page.fill("[name=password]", PASSWORD)
    with page.expect_download() as download:
        page.locator("main form [type=submit]").click()
    text = open(download.value.path()).read()
    assert email in text and "A need that only Paola can see" in text and json.loads(text)["format"] == "ponte-personal-data-1"
    page.goto("/account")
    page.click("a[href='/account/forget']")
    page.watcher.expected.add(page.url)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").click()
    assert page.locator(".error-summary a[href='#sure']").count() == 1, "without the tick nothing happens"
    page.check("[name=sure]")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").click()
    page.wait_for_url(re.compile(r"/$"))
    assert "Your account is closed" in page.locator(".notice").first.inner_text()
    again = visit("/sign-in", script=script)
    again.watcher.expected.add(again.url)
    again.fill("input[name=email]", email)
    again.fill("input[name=password]", PASSWORD)
    again.locator("form[action='/sign-in'] [type=submit]").click()
    assert again.locator(".error-summary").count() == 1
    administrator = visit(f"/administration/people?q={email}", role="administrator")
    assert name not in administrator.locator("main").inner_text()


def test_an_administrator_forgets_somebody_by_keyboard(visit, somebody, accounts):
    email = somebody("Wanda Scritta")
    page = visit(f"/administration/people?q={email}", role="administrator")
    page.click("main a:has-text('Wanda Scritta')")
    page.click("a[href$='/forget']")
    page.focus("[name=sure]")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(accounts["administrator"]["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/administration/people")
    assert "Wanda Scritta" not in page.locator("main").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path, role", [
    ("/privacy", None), ("/account/data", "city-officer"), ("/account/forget", "city-officer"), ("/account/forget", "administrator"),
    ("/administration/privacy", "administrator"), ("/account", "city-officer"),
])
def test_the_pages_are_in_order(visit, path, role, width, language):
    page = visit(f"{path}?lang={language}", width=width, role=role, script="blocked")
    no_sideways_scroll(page)
    axe(page)


def test_the_notice_is_one_step_from_every_page(visit):
    page = visit("/practices")
    page.click("footer a[href='/privacy']")
    page.wait_for_url("**/privacy")
    assert page.locator("table tbody tr").count() >= 12
    assert "Art. 6" in page.locator("table").inner_text()
