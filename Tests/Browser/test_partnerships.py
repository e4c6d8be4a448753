"""The local partnership of a city: every page of it and of organisations, at both widths and directions; a city lead's way through it, with and without script."""

import re

import pytest

from support.browsing import LANGUAGES, WIDTHS, axe, no_sideways_scroll
from support.hands import Keyboard, Pointer

PAGES = [
    "/organisations", "/organisations/new", "/partnerships", "/partnerships/catania", "/partnerships/catania/stakeholders", "/partnerships/catania/network",
    "/partnerships/catania/assessments", "/partnerships/catania/mechanisms", "/partnerships/catania/entries/stakeholders/new", "/partnerships/catania/entries/meetings/new",
    "/partnerships/catania/entries/mechanisms/new", "/partnerships/catania/entries/relations/new",
]


def look(page):
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages(visit, language, width):
    page = visit(PAGES[0], width=width, language=language, role="city-lead")
    for path in PAGES:
        page.goto(path)
        assert page.locator("h1").count() == 1
        look(page)
    page.goto("/organisations")
    page.locator("main tbody a").first.click()
    look(page)
    page.goto("/partnerships/catania/assessments")
    page.locator("main .link-list a").first.click()
    look(page)
    for form in page.locator("main a[href*='/new?assessment=']").evaluate_all("links => links.map(link => link.href)"):
        page.goto(form)
        look(page)
    page.goto("/partnerships/catania")
    page.locator("#list-agreements ~ table tbody a").first.click()
    look(page)


def test_pictures_in_the_dark(visit):
    page = visit("/partnerships/catania/stakeholders", scheme="dark", role="city-lead")
    axe(page)
    page.goto("/partnerships/catania/network")
    axe(page)


def test_a_picture_says_what_its_table_says(visit):
    """Each number of the picture stands once in the table beside it."""
    page = visit("/partnerships/catania/stakeholders", role="city-lead")
    for path in ["stakeholders", "network"]:
        page.goto(f"/partnerships/catania/{path}")
        drawn = page.locator("svg .dot__text").all_text_contents()
        listed = page.locator("table .dot-number").all_text_contents()
        assert drawn == listed and len(drawn) > 3
        assert page.locator("svg[role=img]").first.get_attribute("aria-labelledby")


@pytest.mark.parametrize("way", ["keyboard", "without script"])
def test_from_an_organisation_to_practices_for_a_need(visit, way):
    """A city lead adds an organisation, makes it a member, begins an assessment, finds a need in it and takes it to the practices that fit."""
    name = f"Sewing school by {way}"
    page = visit("/organisations/new", role="city-lead", script=way == "keyboard")
    hand = Keyboard(page) if way == "keyboard" else Pointer(page)
    hand.write("Name", name)
    page.check("[name=sector][value=knowledge]")
    page.locator("main form.form button[type=submit]").first.click()
    page.wait_for_url("**/organisations/sewing-school*")

    page.goto("/partnerships/catania/entries/members/new")
    page.select_option("[name=organisation]", label=name)
    page.check("[name=role][value=member]")
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/partnerships/catania")
    # The name is set apart by signs that one does not see.
    assert page.get_by_role("link", name=re.compile(f"Ask .?{name}.? for a mandate letter")).count() == 1

    page.goto("/partnerships/catania/entries/assessments/new")
    hand.write("Name", f"Needs found by {way}")
    page.fill("[name=startDay]", "2026-02-01")
    page.click("main form.form button[type=submit]")
    page.wait_for_url(re.compile(r"/assessments/[^/]+$"))
    hand.follow("Add a need")
    page.select_option("[name=area]", "vocational-training")
    page.fill("[name=statement]", "Women who can sew find no paid work")
    page.fill("[name=affected]", "120")
    page.check("[name=severity][value='3']")
    page.check("[name=mandateLevel][value=shared]")
    page.click("main form.form button[type=submit]")
    page.wait_for_url(re.compile(r"/assessments/[^/]+$"))
    assert "severity 3 × people 120 × mandate 0.5 = 180" in page.locator("main").inner_text()
    hand.follow("Find practices for this need")
    page.wait_for_url("**/needs/*")
    assert page.locator(".match").count() > 0


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(visit):
    page = visit("/partnerships/catania/entries/meetings/new", role="city-lead", script="blocked")
    page.fill("[name=name]", "Autumn meeting")
    page.fill("[name=plannedDay]", "2025-09-30")
    page.fill("[name=heldDay]", "2025-10-07")
    page.watcher.expected.add(page.url)
    page.click("main form.form button[type=submit]")
    assert page.locator(".error-summary a[href='#reason']").count() == 1
    assert page.input_value("[name=name]") == "Autumn meeting" and page.input_value("[name=heldDay]") == "2025-10-07"
    look(page)


def test_a_day_to_come_is_not_one_on_which_a_meeting_was_held(visit):
    page = visit("/partnerships/catania/entries/meetings/new", role="city-lead", script="blocked")
    page.fill("[name=name]", "Autumn meeting")
    page.fill("[name=plannedDay]", "2099-10-01")
    page.fill("[name=heldDay]", "2099-10-01")
    page.watcher.expected.add(page.url)
    page.click("main form.form button[type=submit]")
    assert page.locator(".error-summary a[href='#heldDay']").count() == 1
    assert page.input_value("[name=heldDay]") == "2099-10-01"
    look(page)


@pytest.mark.parametrize("path", ["stakeholders", "network"])
def test_numbers_of_a_picture_can_be_read_on_a_telephone(visit, path):
    page = visit(f"/partnerships/catania/{path}", width=360, language="ar", role="city-lead")
    sizes = page.evaluate("""() => [...document.querySelectorAll('svg .dot__text')].map(text => {
        const svg = text.ownerSVGElement;
        return parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    })""")
    assert sizes and min(sizes) >= 10, sizes


def test_a_member_of_another_city_reads_what_is_not_confidential(visit, neighbour):
    page = visit("/partnerships/catania", role=neighbour)
    text = page.locator("main").inner_text()
    assert "Guarantee fund" in text and "giulia.ferro@" not in text and "What there is to do" not in text
    look(page)
    visit("/partnerships/catania/stakeholders", role=neighbour, status=403)
