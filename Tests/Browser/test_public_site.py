"""The public site and its workshop: a page in two languages, the menu, a visitor's way to it; administration pages; with and without script."""

import time

import pytest

from support.browsing import LANGUAGES, WIDTHS, axe, no_sideways_scroll
from support.hands import Keyboard, Pointer

PUBLIC = ["/about", "/pages/how-it-works", "/news", "/news/welcome"]
WORKSHOP = [
    "/administration/site", "/administration/site/new?kind=page", "/administration/menus", "/administration/menus/footer/add", "/administration/settings",
    "/administration/sessions", "/administration/jobs", "/administration/export", "/administration", "/administration/next-steps", "/administration/audit", "/administration/mail",
    "/administration/tokens", "/administration/people", "/administration/people/invite",
]


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages(visit, path, language, width):
    page = visit(path, width=width, language=language)
    assert page.locator("h1").count() == 1
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_workshop_and_administration(visit, language, width):
    page = visit(WORKSHOP[0], width=width, language=language, role="administrator")
    for path in WORKSHOP:
        page.goto(path)
        axe(page)
        no_sideways_scroll(page)
    page.goto("/administration/site")
    page.locator("main th a").first.click()
    axe(page)
    no_sideways_scroll(page)
    for part in ["/de", "/ar", "/en/versions", "/en/versions/1"]:
        address = page.url.split("?")[0]
        page.goto(address + part)
        axe(page)
        no_sideways_scroll(page)
        page.goto(address)


def overview(page):
    return page.url.split("?")[0]


@pytest.mark.parametrize("way", ["keyboard", "without script"])
def test_a_page_in_two_languages_reaches_a_visitor_through_the_menu(visit, way):
    """An administrator writes a page in English and Arabic and puts it into the footer; a visitor reads it in Arabic."""
    name = f"Opening hours by {way}"
    page = visit("/administration/site", role="administrator", script=way == "keyboard")
    hand = Keyboard(page) if way == "keyboard" else Pointer(page)
    hand.follow("Write a page")
    hand.write("Title", name)
    hand.write("Text", "## When\n\nEvery **morning**.")
    hand.follow("See a preview")
    assert page.locator(".site-preview strong").inner_text() == "morning"
    hand.follow("Save")
    assert page.locator("h1").inner_text() == name
    hand.follow("Translate into Arabic" if way == "keyboard" else "Translate")
    if way != "keyboard":
        page.goto(page.url.rsplit("/", 1)[0] + "/ar")
    assert page.locator(".site-source").inner_text().find("Every **morning**.") > 0
    hand.write("Title", "ساعات العمل")
    hand.write("Text", "كل صباح")
    hand.follow("Save")
    hand.follow("Publish now")
    assert "Everybody can read it" in page.locator("main").inner_text()

    page.goto("/administration/menus")
    page.locator("#menu-footer ~ div a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/add")
    page.select_option("#target", label=f"Page: {name}")
    with page.expect_navigation():
        page.locator("main form.form [type=submit]").click()
    entry = page.locator(".menu-items > li").filter(has_text=name)
    before = page.locator("#menu-footer ~ .menu-items > li strong").all_inner_texts().index(name)
    entry.get_by_role("button", name=f"Move {name} up").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("#menu-footer ~ .menu-items > li strong").all_inner_texts().index(name) == before - 1

    reader = visit("/practices", language="ar", script=way == "keyboard")
    with reader.expect_navigation():
        reader.locator(".footer").get_by_role("link", name="ساعات العمل").first.click()
    assert reader.locator("h1").inner_text() == "ساعات العمل"
    assert reader.locator("h1").get_attribute("dir") == "rtl"
    italian = visit(reader.url.split("?")[0].replace(reader.url.split("/pages")[0], ""), language="it", script=way == "keyboard")
    assert "non è ancora disponibile" in italian.locator("main").inner_text()

    with page.expect_navigation():
        page.locator(".menu-items > li").filter(has_text=name).get_by_role("button", name=f"Remove {name}").click()
    assert name not in page.locator(".menu-items").last.inner_text()


def test_what_was_typed_survives_a_lost_page(visit):
    page = visit("/administration/site/new?kind=news", role="administrator")
    page.fill("#title", "Half a thought")
    page.fill("#body", "Not yet saved")
    end = time.monotonic() + 10
    while not page.evaluate("localStorage.length"):
        assert time.monotonic() < end, "nothing is kept in the browser"
    page.goto("/practices")
    page.goto("/administration/site/new?kind=news")
    assert page.input_value("#body") == "Not yet saved"
    assert "is back" in page.locator("[data-remember-state]").inner_text()


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


def test_two_at_once(visit):
    first = visit("/administration/site", role="administrator")
    with first.expect_navigation():
        first.get_by_role("link", name="This site is open").click()
    address = overview(first) + "/fr"
    first.goto(address)
    second = visit("/administration/site", role="administrator")
    second.goto(address)
    first.fill("#teaser", "Ce que dit la première")
    save(first)
    second.fill("#teaser", "Ce que dit la seconde")
    second.watcher.expected.add(second.url)
    save(second)
    assert "Somebody else saved first" in second.locator("main").inner_text()
    assert second.input_value("#teaser") == "Ce que dit la seconde"
    axe(second)
    save(second)
    assert "Saved." in second.locator("main").inner_text()
