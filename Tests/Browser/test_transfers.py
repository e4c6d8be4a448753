"""Transfers: from a match to a plan with the keys alone and without script; every page accessible, in both directions and widths; the thread; paper."""

import itertools
import re

import pytest

from support.browsing import LANGUAGES, WIDTHS, axe, no_sideways_scroll
from support.hands import Keyboard, Pointer
from support.needs import Need
from support.visitor import Visitor

PARTS = ["", "/study", "/plan", "/difference", "/log", "/closing", "/sheet"]
#: The demonstration's: one in each stage.
STORIES = ["A women's cooperative for Catania", "One door for newcomers", "Neighbourhood mothers in Librino", "Health mediators of Catania", "Rooms with a tutor"]
numbers = itertools.count(1)


@pytest.fixture(scope="session")
def stories(server, accounts):
    """The path of each transfer of the demonstration, by its name."""
    officer = Visitor(server.url, "10.203.0.1").sign_in(accounts["city-officer"])
    page = officer.get("/transfers").text
    found = {name.replace("&#39;", "'"): path for path, name in re.findall(r'<a href="(/transfers/[^"/?]+)">([^<]+)</a>', page)}
    assert set(STORIES) <= found.keys(), found
    return found


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_part_of_every_story(visit, stories, name, language, width):
    page = visit(stories[name], width=width, language=language, role="city-officer")
    for part in PARTS:
        page.goto(stories[name] + part)
        assert page.locator("h1").count() == 1
        axe(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_lists_threads_and_forms(visit, stories, language, width):
    adapting = stories["One door for newcomers"]
    page = visit("/transfers", width=width, language=language, role="city-officer")
    block = None
    for path in ["/transfers", "/transfers?stage=closed", "/transfers/cities/catania", "/transfers/cities/malmo", f"{adapting}/plan/blocks/new", f"{adapting}/plan/actions/new", f"{adapting}/plan/milestones/3"]:
        page.goto(path)
        axe(page)
        no_sideways_scroll(page)
    page.goto(f"{adapting}/plan")
    block = page.locator("a[href*='/plan/blocks/']").first.get_attribute("href")
    for path in [block, block.replace("/plan/blocks/", "/study/"), adapting.replace("/transfers/", "/thread/transfer/"), stories["Health mediators of Catania"].replace("/transfers/", "/thread/transfer/")]:
        page.goto(path)
        axe(page)
        no_sideways_scroll(page)


def test_a_thread_is_a_picture_and_a_list(visit, stories):
    page = visit(stories["Health mediators of Catania"].replace("/transfers/", "/thread/transfer/"), role="city-officer")
    assert page.locator(".thread svg").is_visible() and page.locator(".thread rect").count() >= 6
    # Texts stay in their boxes.
    sticking_out = page.evaluate("""() => [...document.querySelectorAll('.thread__box')].filter(box => {
        const frame = box.querySelector('rect').getBoundingClientRect();
        return [...box.querySelectorAll('text')].some(text => { const own = text.getBoundingClientRect(); return own.right > frame.right + 1 || own.left < frame.left - 1; });
    }).map(box => box.textContent.trim())""")
    assert sticking_out == []
    assert page.locator(".link-list a").count() >= 5
    assert "No workshop has decided on this yet." in page.locator("main").inner_text()
    narrow = visit(page.url.replace(page.watcher.base_url, ""), width=360, role="city-officer")
    assert narrow.locator(".thread").is_visible() and narrow.locator(".link-list a").count() >= 5


def test_one_page_is_one_page_on_paper(visit, stories):
    for name in STORIES:
        page = visit(f"{stories[name]}/sheet", role="city-officer")
        pdf = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, name
        page.emulate_media(media="print")
        assert page.locator(".button >> visible=true").count() == 0 and page.locator(".tabs >> visible=true").count() == 0


def test_a_city_with_a_few_transfers_is_one_page_on_paper(visit, stories):
    page = visit("/transfers/cities/catania", role="city-officer")
    text = page.locator("main").inner_text()
    for name in STORIES:
        assert name in text
    for told in ["Who decided", "What was adapted", "Where it stands", "Why:", "What comes next"]:
        assert told in text, told
    # Others of this run may have opened more: what is printed here is the demonstration.
    page.evaluate("names => document.querySelectorAll('.city-sheet .block').forEach(one => { if (!names.includes(one.querySelector('h3').innerText.trim())) one.remove(); })", STORIES)
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


@pytest.mark.parametrize("way", ["keyboard", "without script"])
def test_from_a_match_to_a_plan(visit, server, accounts, way):
    """An officer takes a match further, rates its blocks, begins to adapt, decides on a block and plans an action."""
    need = Need(Visitor(server.url, f"10.203.1.{next(numbers)}").sign_in(accounts["city-officer"]), title=f"Donne senza asilo, {way}")
    page = visit(f"{need.path}/matches/malmo-yalla-trappan", role="city-officer", script=way == "keyboard")
    hand = Keyboard(page) if way == "keyboard" else Pointer(page)
    hand.follow("Take this further")
    hand.write("Why", "It has lasted since 2010.")
    hand.follow("Open the transfer")
    assert "Begin with the study" in page.locator("main").inner_text()
    path = page.url.split("?")[0]
    for _ in range(4):
        hand.follow("Study")
        hand.follow("Rate this block")
        for group in ["Need", "Legal competence", "Organisational capacity", "Partners", "Money", "Political will", "Cultural and linguistic fit", "Data"]:
            hand.choose(group, "3: mostly there")
        hand.follow("Save your rating")
    assert "Re-usable as it is" in page.locator("main").inner_text()
    hand.follow("Overview")
    hand.follow("Begin to adapt")
    hand.follow("Plan")
    hand.follow("Decide")
    page.check("[name=decision][value=adapt]")
    hand.write("What it becomes here", "A kitchen in the old market")
    hand.write("Why", "There is no other room")
    hand.follow("Save")
    assert "A kitchen in the old market" in page.locator("main").inner_text()
    hand.follow("Plan an action")
    page.fill("#what", "Rent the kitchen")
    page.fill("#owner", "Social services")
    page.fill("#due", "2031-01-31")
    hand.follow("Save")
    assert "Rent the kitchen" in page.locator("main").inner_text()
    page.goto(f"{path}/difference")
    assert "There is no other room" in page.locator("main").inner_text()


def test_two_people_and_one_plan(visit, stories):
    address = stories["Neighbourhood mothers in Librino"] + "/plan"
    officer, lead = visit(address, role="city-officer"), visit(address, role="city-lead")
    block = officer.locator("a[href*='/plan/blocks/']").first.get_attribute("href")
    for page in (officer, lead):
        page.goto(block)
        page.check("[name=decision][value=adapt]")
    officer.fill("#adaptation", "Words of the officer")
    officer.fill("#reason", "A reason")
    lead.fill("#adaptation", "Words of the lead")
    lead.fill("#reason", "A reason")
    for page in (officer, lead):
        page.watcher.expected.add(page.url)
        with page.expect_navigation():
            page.get_by_role("button", name="Save", exact=True).click()
    text = lead.locator("main").inner_text()
    assert "Somebody saved before you" in text and lead.input_value("#adaptation") == "Words of the lead"
    assert "officer" in lead.locator(".overtaken").inner_text()
    axe(lead)
    with lead.expect_navigation():
        lead.get_by_role("button", name="Save", exact=True).click()
    assert "Words of the lead" in lead.locator("main").inner_text()
