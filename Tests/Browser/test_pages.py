"""Every public page, at both widths, light and dark, left to right and right to left."""

import urllib.parse

import pytest

from support.browsing import LANGUAGES, SCHEMES, WIDTHS, Wire, axe, no_sideways_scroll

NEED = "Abbiamo 400 donne rifugiate con poca istruzione e senza asilo nido"

# name: path, and the answer expected.
PAGES = {
    "home": ("/", 200),
    "list": ("/practices", 200),
    "list, searched": ("/practices?q=women%20employment", 200),
    "list, nothing found": ("/practices?q=xyzzyplugh", 200),
    "practice": ("/practices/malmo-yalla-trappan", 200),
    "versions": ("/practices/malmo-yalla-trappan/versions", 200),
    "version": ("/practices/malmo-yalla-trappan/versions/1", 200),
    "book": ("/books/new?q=women%20employment", 200),
    "map": ("/map", 200),
    "compare": ("/compare?p=malmo-yalla-trappan&p=berlin-neighbourhood-mothers&p=vienna-nachbarinnen", 200),
    "compare, empty": ("/compare", 200),
    "cities": ("/cities", 200),
    "city": ("/cities/catania", 200),
    "programmes": ("/programmes", 200),
    "programme": ("/programmes/mistra", 200),
    "match, empty": ("/match", 200),
    "match results": (f"/match?text={urllib.parse.quote(NEED)}", 200),
    "sign-in": ("/sign-in", 200),
    "not found": ("/nowhere", 404),
}

pages = pytest.mark.parametrize("name", PAGES)
languages = pytest.mark.parametrize("language", LANGUAGES)


@pages
@languages
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_accessible(visit, name, language, width, scheme):
    path, status = PAGES[name]
    page = visit(path, width=width, scheme=scheme, language=language, status=status)
    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.locator("h1").count() == 1
    assert page.title().strip()
    axe(page)


@pages
@languages
def test_no_sideways_scroll_at_320(visit, name, language):
    path, status = PAGES[name]
    no_sideways_scroll(visit(path, width=320, language=language, status=status))


@pages
def test_without_script(visit, name):
    path, status = PAGES[name]
    page = visit(path, script=False, status=status)
    assert page.locator("h1").inner_text().strip()
    assert page.locator("main").inner_text().strip()
    axe(visit(path, script="blocked", status=status))


@languages
def test_list_page_is_light(visit, language):
    """At most 60 KB over the wire, without images, for somebody who has never been here."""
    wires = []
    page = visit("/practices", language=language, before=lambda page: wires.append(Wire(page)))
    page.wait_for_load_state("networkidle")
    size = wires[0].without_images()
    assert wires[0].by_kind().get("Document"), "nothing was counted"
    assert size <= 60 * 1024, f"{size / 1024:.1f} KB: {wires[0].by_kind()}"
