"""Running a programme: every page and state accessible and narrow, the journey by keyboard alone, and all of it without script."""

import re

import pytest

from support.browsing import LANGUAGES, axe_everywhere

ROLE = "programme-coordinator"
PROGRAMME = "/coordination/welcome-desks-demonstration"
PLAN = f"{PROGRAMME}/plan"
PAGES = {
    "coordination": "/coordination", "new programme": "/coordination/new", "at a glance": PROGRAMME, "programme": f"{PROGRAMME}/programme", "fiche": f"{PROGRAMME}/partner-search",
    "calendar": f"{PROGRAMME}/calendar", "packages": f"{PLAN}/work-packages", "deliverables": f"{PLAN}/deliverables", "milestones": f"{PLAN}/milestones", "budget": f"{PLAN}/budget",
    "risks": f"{PLAN}/risks", "new risk": f"{PLAN}/risks/new", "nothing found": f"{PLAN}/milestones?state=late&city=none", "mistra": "/programmes/mistra",
    "mistra at a glance": "/coordination/mistra", "late packages": f"{PLAN}/work-packages?state=late",
}
languages = pytest.mark.parametrize("language", LANGUAGES)


def refused(page):
    """Chromium prints a line for every refusal of a form."""
    page.on("request", lambda request: request.method == "POST" and page.watcher.expected.add(request.url))


@languages
@pytest.mark.parametrize("name", PAGES)
def test_accessible_at_every_width_and_scheme(visit, name, language):
    page = visit(PAGES[name], role=ROLE, language=language)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    axe_everywhere(page)


@languages
def test_a_deliverable_and_its_refusal_are_accessible(visit, language):
    page = visit(f"{PLAN}/deliverables", role=ROLE, language=language)
    refused(page)
    page.click("text=Report of the study visit")
    axe_everywhere(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.click("[name=step][value=submit]")
    assert page.locator("[data-error-summary] a").get_attribute("href") == "#reason", "late, and no reason was given"
    axe_everywhere(page)


@languages
def test_two_versions_are_accessible(visit, language):
    page = visit(f"{PLAN}/milestones", role=ROLE, language=language)
    refused(page)
    page.click("text=Conference")
    page.fill("#plannedPlace", "Ghent")
    page.locator("form.form [name=version]").evaluate("e => { e.value = '0' }")
    page.click("main form.form [type=submit]")
    assert page.locator(".clash").count() == 1
    axe_everywhere(page)


def test_what_is_late_is_counted_with_its_work_package(visit):
    page = visit(PROGRAMME, role=ROLE)
    figure = page.locator(".plan-figures a", has_text="Late")
    late = page.locator("section", has=page.locator("#late-heading")).locator("li")
    assert figure.locator("strong").inner_text() == str(late.count()) and late.filter(has_text="WP1: Learning from desks that work").count() == 1
    figure.click()
    assert page.url.endswith("#late-heading")


@languages
def test_the_picture_of_a_thread_scrolls_in_its_frame(visit, language):
    page = visit(f"{PLAN}/deliverables", role=ROLE)
    page.click("text=Report of the study visit")
    thread = page.url.split("/deliverables/")[1].split("?")[0]
    page = visit(f"/thread/deliverable/{thread}", role=ROLE, language=language, width=360)
    assert page.locator(".thread svg").is_visible() and page.locator(".link-list a").count() >= 3
    frame = page.locator(".thread")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth && e.tabIndex === 0")
    axe_everywhere(page)


def test_31_09_14_is_refused_with_what_to_type(visit):
    page = visit("/coordination/new", role=ROLE)
    refused(page)
    page.fill("#name", "Harbour Cities")
    page.fill("#fullTitle", "Cities by the sea")
    page.fill("#end", "31/09/14")
    page.click("main form.form [type=submit]")
    summary = page.locator("[data-error-summary]")
    assert "month 09 of 2014 has only 30 days. Type 30/09/2014" in summary.inner_text()
    assert page.locator("#end").input_value() == "31/09/14" and page.locator("#name").input_value() == "Harbour Cities"
    summary.locator("a").click()
    assert page.evaluate("document.activeElement.id") == "end"


def go_to(page, test):
    """Presses Tab until the element that has the focus passes the test."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate(test):
            return
    raise AssertionError(f"the Tab key never reaches {test}")


def test_a_programme_by_keyboard_alone(visit):
    page = visit("/coordination/new", role=ROLE)
    for field, text in (("name", "Keyboard Cities"), ("fullTitle", "Cities without a mouse"), ("start", "01/01/2026"), ("receiving", "Catania")):
        go_to(page, f"document.activeElement.id === '{field}'")
        page.keyboard.type(text)
    go_to(page, "document.activeElement.type === 'submit' && !!document.activeElement.closest('form.form')")
    with page.expect_navigation(url=re.compile("/coordination/keyboard-cities")):
        page.keyboard.press("Enter")
    page.goto(page.url.split("?")[0] + "/plan/deliverables/new")
    for field, text in (("title", "Toolkit"), ("plannedDay", "30/06/2027")):
        go_to(page, f"document.activeElement.id === '{field}'")
        page.keyboard.type(text)
    go_to(page, "document.activeElement.id === 'dissemination'")
    page.keyboard.press("ArrowDown")
    go_to(page, "document.activeElement.type === 'submit' && !!document.activeElement.closest('form.form')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for step, stage in (("start", "in progress"), ("submit", "submitted"), ("accept", "accepted")):
        go_to(page, f"document.activeElement.value === '{step}'")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".page-head .badge").inner_text() == stage


def test_a_city_does_its_part_without_script(visit):
    page = visit("/coordination", role="city-officer", script=False)
    assert "Report of the study visit" in page.inner_text("main") and "Leaflet in twelve languages" not in page.inner_text("main")
    page.click("text=Plan of the desk with its partners")
    page.click("[name=step][value=start]")
    assert page.locator(".page-head .badge").inner_text() == "in progress"
    assert page.locator("[name=step]").count() == 1, "whoever submits does not accept"


def test_the_partner_search_is_published_and_prints(visit):
    page = visit(f"{PROGRAMME}/partner-search", role=ROLE, script=False)
    page.select_option("#searchStage", "preparing")
    page.fill("#seeking", "A city with a desk for newcomers")
    page.fill("#contactMail", "office@city.example")
    page.check("#isPublic-1")
    page.click("main form.form [type=submit]")
    reader = visit("/programmes/welcome-desks-demonstration/partner-search")
    assert "A city with a desk for newcomers" in reader.inner_text("main") and reader.locator("dt").count() == 17
    axe_everywhere(reader)
    reader.emulate_media(media="print", color_scheme="light")
    for part in (".header", ".footer", ".crumbs", ".no-print"):
        assert reader.locator(f"{part} >> visible=true").count() == 0, f"{part} is printed"
    visit("/programmes/welcome-desks-demonstration").click("text=This programme is looking for partners")


def test_a_reminder_is_one_click_and_then_waits_a_week(visit):
    page = visit(PROGRAMME, role=ROLE, script=False)
    button = page.get_by_role("button", name="Write a reminder to Catania")
    assert "1 part is late" in page.locator("tr", has=button).inner_text()
    button.click()
    assert "The email is on its way" in page.inner_text("body")
    assert page.get_by_role("button", name="Write a reminder to Catania").count() == 0
