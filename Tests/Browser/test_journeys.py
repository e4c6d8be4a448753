"""What people come for, walked from beginning to end."""

import re

import pytest

from support.browsing import address, axe
from support.hands import Keyboard, Pointer, focused
from support.needs import Need
from support.visitor import Visitor

NEED = "Abbiamo 400 donne rifugiate con poca istruzione e senza asilo nido"


# The main job: from a need in one's own words to a briefing for the councillor.

@pytest.mark.parametrize("hands", [Keyboard, Pointer], ids=["keyboard alone", "script off"])
def test_main_job(visit, accounts, hands):
    page = visit("/", script=hands is Keyboard)
    hand = hands(page)

    hand.write("Describe the need", NEED)
    hand.follow("Find what worked elsewhere")
    assert len(names_of_matches(page)) >= 3
    assert page.locator(".match").first.locator(".match__why li").count() >= 1

    expect_refusal(page, page.get_by_role("link", name="Keep this need").first.get_attribute("href"))
    hand.follow("Keep this need")
    assert heading(page) == "Sign in"
    hand.write("Email", accounts["city-officer"]["email"])
    hand.write("Password", accounts["city-officer"]["password"])
    hand.follow("Sign in")

    assert heading(page) == "Describe a need"
    assert page.input_value("[name=text]") == NEED, "what was typed before signing in is gone"
    hand.tick("Women")
    hand.write("People affected", "400")
    hand.follow("Save and find what fits")
    need = page.url
    assert page.locator(".need-sum__text").inner_text() == NEED
    assert notice(page) == "Saved. This is what fits."

    to_check, to_refuse, to_add = matches_with_preconditions(page)[:3]
    hand.follow(f"See the full explanation: {to_check}")
    assert heading(page) == to_check
    assert readiness(page) == "Nothing answered yet"
    points = points_of(page, "Your city and answers")
    questions = page.locator("fieldset.answer legend").all_inner_texts()
    for question in questions:
        hand.choose(question, "Met")
    hand.follow("Save the answers")
    assert readiness(page).startswith(f"{len(questions)} of {len(questions)} ")
    assert points_of(page, "Your city and answers") > points, "the answers changed nothing in the score"

    hand.follow(f"Put on the shortlist: {to_check}")
    assert "On the shortlist since" in page.locator(".match-aside .decide").inner_text()
    hand.follow("Back to the need")
    assert page.url == need

    hand.open(f"Set aside: {to_refuse}")
    hand.write("Why does it not suit your city?", "Manca una legge regionale")
    hand.follow(f"Set aside with this reason: {to_refuse}")
    assert to_refuse not in names_of_matches(page)
    assert tabs(page)["Set aside"] == 1
    hand.follow("Set aside")
    assert names_of_matches(page) == [to_refuse]
    assert "Manca una legge regionale" in page.locator(".match").inner_text()

    hand.follow("Ranked")
    hand.follow(f"Put on the shortlist: {to_add}")
    assert tabs(page)["Shortlist"] == 2
    hand.follow("Compare the shortlist")
    assert sorted(page.locator(".compare thead th a").all_inner_texts()) == sorted([to_check, to_add])

    hand.follow("Briefing for your councillor")
    assert page.locator(".sheet").count() == 4
    assert NEED in page.locator(".sheet").first.inner_text()
    for name in (to_check, to_add):
        assert name in page.locator(".sheet").nth(1).inner_text()


def test_keyboard_goes_back_and_closes_menus(visit):
    page = visit("/")
    hand = Keyboard(page)
    hand.reach(lambda stop: stop["tag"] == "button", "the button of the need box")
    page.keyboard.press("Shift+Tab")
    assert focused(page)["id"] == "need-text"
    page.reload()
    page.locator("body").evaluate("e => e.querySelector('.skip').remove()")
    hand.open("Language:")
    assert page.locator("details.menu").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator("details.menu").get_attribute("open") is None
    assert focused(page)["tag"] == "summary"


# Working together

def test_shared_with_a_colleague_and_nobody_else(visit, server, accounts, neighbour):
    officer = Visitor(server.url, "10.200.0.1").sign_in(accounts["city-officer"])
    need = Need(officer, title="Da condividere")
    visit(need.path, role="city-lead", status=404)

    page = visit(f"{need.path}/share", role="city-officer")
    page.get_by_label("These colleagues").check()
    page.get_by_label("Salvatore Greco").check()
    page.get_by_role("button", name="Save").click()
    assert "Salvatore Greco" in page.locator("section", has_text="Who sees it now").inner_text()

    page = visit("/needs", role="city-lead")
    page.get_by_role("link", name="Da condividere").click()
    assert heading(page) == "Da condividere"
    assert page.get_by_role("button", name=re.compile("^Put on the shortlist")).count() >= 1, "a colleague of the city works on it too"

    visit(need.path, role=neighbour, status=404)
    stranger = Visitor(server.url, "10.200.0.2").sign_in(accounts[neighbour])
    for part in ("/edit", "/history", "/compare", "/briefing", "/share"):
        assert stranger.get(need.path + part).status == 404


# Looking around without an account

@pytest.mark.parametrize("language, save, keep", [("en", "Save this search", "Save"), ("ar", "حفظ هذا البحث", "حفظ")])
def test_read_take_along_and_keep_the_search(visit, accounts, language, save, keep):
    """A reader opens the permanent address, orders a book without script, and keeps the search by keyboard."""
    page = visit("/practices/malmo-yalla-trappan", language=language)
    page.locator("#cite a").first.click()
    page.wait_for_url("**/practices/malmo-yalla-trappan/versions/1*")
    with page.expect_download() as download:
        page.locator("#cite a[href$='.ris']").click()
    assert download.value.suggested_filename.endswith(".ris")

    page = visit("/practices?q=women%20employment", language=language, script=False)
    page.locator("a[href^='/books/new']").click()
    page.locator("main form button").click()
    assert re.search(r"/books/[A-Za-z0-9_-]+$", page.url)
    assert page.locator("[role=status], [role=alert]").inner_text().strip()

    page = visit("/practices?q=women%20employment", language=language)
    hand = Keyboard(page)
    # What needs an account shows the way in, with the status that says so.
    page.watcher.expected.add(page.evaluate("location.origin") + "/searches/new?q=women+employment")
    hand.follow(save)
    page.locator("[name=email]").fill(accounts["city-officer"]["email"])
    page.locator("[name=password]").fill(accounts["city-officer"]["password"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/searches/new" in page.url
    # Whoever signs in reads on in the language of their account until they choose another.
    page.goto(f"{page.url}&lang={language}")
    hand.follow(keep)
    assert page.url.endswith("/searches")
    assert page.locator(".version h2").count() >= 1
    axe(page)
    page.locator("form[action$='/forget'] button").first.click()


def test_search_with_a_typo_narrow_and_page(visit):
    page = visit("/practices")
    page.get_by_role("searchbox").fill("womem employment")
    page.get_by_role("searchbox").press("Enter")
    assert page.get_by_text("Did you mean").count() == 1
    page.get_by_role("link", name="women employment").click()
    found = count(page)
    assert found > 0 and page.get_by_role("searchbox").input_value() == "women employment"

    page.locator("#group-refugees").check()
    page.get_by_role("button", name="Show results").click()
    narrowed = count(page)
    assert 0 < narrowed < found
    assert "group=refugees" in page.url and "q=women" in page.url
    assert page.locator("#group-refugees").is_checked()

    again = visit(page.url)
    assert cards(again) == cards(page), "the address does not hold everything"
    page.go_back()
    assert count(page) == found and not page.locator("#group-refugees").is_checked()


def test_page_through_the_list_and_back(visit):
    page = visit("/practices?sort=title")
    first = cards(page)
    page.get_by_role("link", name="Next").click()
    second = cards(page)
    assert second and not set(first) & set(second)
    assert cards(visit(page.url)) == second
    page.go_back()
    assert cards(page) == first


def test_compare_at_most_five(visit):
    page = visit("/practices")
    ticks = page.locator("input[name=p]")
    for number in range(5):
        ticks.nth(number).check()
    assert ticks.nth(5).is_disabled(), "a sixth can be ticked"
    chosen = cards(page)[:5]
    page.get_by_role("button", name="Compare").click()
    assert page.locator(".compare thead th a:not(.remove)").all_inner_texts() == chosen
    page.get_by_role("link", name=re.compile("^Remove")).first.click()
    assert page.locator(".compare thead th a:not(.remove)").all_inner_texts() == chosen[1:]
    page.select_option("#add", index=0)
    page.get_by_role("button", name="Add").click()
    assert page.locator(".compare thead th a:not(.remove)").count() == 5


def test_the_list_beside_the_map_says_the_same(visit):
    page = visit("/map?group=women")
    dots = page.locator(".map circle title").all_text_contents()
    rows = [" ".join(text.split()) for text in page.locator(".columns section section li").all_inner_texts()]
    assert len(dots) >= 10
    assert sorted(dot.replace(":", "") for dot in dots) == sorted(rows)


# What a page says

def heading(page):
    return page.locator("h1").inner_text()


def notice(page):
    return page.locator(".notice[role=status]").inner_text()


def readiness(page):
    return page.locator(".match-aside .ready__text").inner_text()


def points_of(page, part):
    return int(page.locator(".score-table tr", has_text=part).locator(".number").inner_text().replace("−", "-"))


def names_of_matches(page):
    return page.locator(".match__title").all_inner_texts()


def matches_with_preconditions(page):
    return page.locator(".match", has_text=re.compile(r"\d preconditions?")).locator(".match__title").all_inner_texts()


def tabs(page):
    return {name: int(number) for name, number in re.findall(r"(.+?)\s+\((\d+)\)", "\n".join(page.locator(".tabs a").all_inner_texts()))}


def count(page):
    return int(re.search(r"\d+", page.locator("#results-heading").inner_text()).group())


def cards(page):
    return page.locator(".card__title").all_inner_texts()


def expect_refusal(page, href):
    """Signing in in place is answered 401, and Chromium prints that."""
    page.watcher.expected.add(address(page.watcher.base_url, href))
