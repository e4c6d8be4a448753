"""Pages that the journeys lead past, found as people find them: by a link on another page. Together with the other files every page of
`ponte routes` is looked at; Tools/looked_at.py says which were not."""

import json
import re

import pytest

from support.browsing import LANGUAGES, address, axe_everywhere
from support.needs import Need
from support.program import Program
from support.server import ROOT
from support.visitor import Visitor


def links(page, pattern):
    """The addresses on a page that are like this, without their query."""
    found = page.locator("a[href], form[action]").evaluate_all("all => all.map(one => one.getAttribute('href') || one.getAttribute('action'))")
    return [one for one in dict.fromkeys(address.split("#")[0] for address in found) if re.fullmatch(pattern, one)]


#: Who, where it begins, and the links that are followed from there.
WAYS = [
    (None, "/password/forgotten", []),
    (None, "/vocabulary", []),
    (None, "/vocabulary?q=childcare", [r"/vocabulary/[a-z-]+"]),
    (None, "/practices/malmo-yalla-trappan/still-true/none", []),
    ("member", "/practices?q=women+employment", [r"/searches/new\?.*"]),
    ("member", "/account", [r"/account/second-factor"]),
    ("editor", "/queue/due", []),
    ("editor", "/queue/duplicates", []),
    ("city-officer", "/cities/catania/handover", []),
    ("city-lead", "/organisations", [r"/organisations/[a-z-]+-demonstration", r"/organisations/[a-z-]+/edit"]),
    ("programme-coordinator", "/mentoring", [r"/mentoring/matching"]),
    ("administrator", "/administration/menus", [r"/administration/menu-items/\w+"]),
    ("administrator", "/administration/people?q=member", [r"/administration/people/\w{20,}", r"/administration/people/\w{20,}/forget"]),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role, begin, ways", WAYS, ids=[f"{begin} {' '.join(ways)}".strip() for _, begin, ways in WAYS])
def test_accessible(visit, role, begin, ways, language):
    page = visit(begin, role=role, language=language)
    for way in ways:
        found = links(page, way)
        assert found, f"{page.url} leads to nothing like {way}"
        page.goto(found[0])
    axe_everywhere(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_transfer_begins_and_is_followed_up(visit, server, accounts, language):
    need = Need(Visitor(server.url, "10.204.0.1").sign_in(accounts["city-officer"]), title=f"Begin, {language}")
    page = visit(f"{need.path}/matches/malmo-yalla-trappan", role="city-officer", language=language)
    page.goto(links(page, r"/transfers/new\?.*")[0])
    axe_everywhere(page)
    page.goto("/transfers")
    for transfer in links(page, r"/transfers/\w{20,}"):
        page.goto(f"{transfer}/closing")
        if found := links(page, r"/transfers/\w{20,}/follow-ups/\w+"):
            page.goto(found[0])
            return axe_everywhere(page)
    raise AssertionError("no transfer has a follow-up that can be answered")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_registers_finds_what_they_said(visit, server, language):
    page = visit("/gatherings", language=language)
    gathering = links(page, r"/gatherings/\w{20,}")
    for one in gathering:
        page.goto(one)
        if way := links(page, one + "/register"):
            page.goto(way[0])
            break
    page.fill("[name=name]", "Amal Haddad")
    page.fill("[name=email]", f"amal-{language}@example.eu")
    page.check("[name=agreed]")
    with page.expect_navigation():
        page.locator("main form.form [type=submit]").click()
    assert page.locator("h1").count() == 1
    page.goto(server.letter_link("gatherings.mail.registered", "gatherings.mail.waiting"))
    axe_everywhere(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_password(visit, server, accounts, language):
    page = visit("/password/forgotten", language=language)
    page.fill("[name=email]", accounts["translator"]["email"])
    with page.expect_navigation():
        page.locator("main form [type=submit]").click()
    page.goto(server.letter_link("members.mail.password"))
    axe_everywhere(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changed_between_two_versions(visit, binary, server, tmp_path, language):
    slug = "zagreb-welcome-centre"
    record = json.loads((ROOT / f"Sources/App/Resources/starter/practices/{slug}.json").read_text())
    file = tmp_path / f"{slug}.json"
    file.write_text(json.dumps(record | {"title": {**record["title"], "en": f"A welcome centre, {language}"}}))
    Program(binary, settings={"PONTE_DATA": str(server.folder)})("import", "practices", file).well()
    page = visit(f"/practices/{slug}/versions", language=language)
    found = links(page, rf"/practices/{slug}/versions/\d+/changes(\?.*)?")
    page.goto(found[0])
    axe_everywhere(page)
