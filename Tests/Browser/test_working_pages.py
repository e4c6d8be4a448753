"""The pages of somebody who is signed in, and the states of forms: accessible, narrow, on paper, in forced colours."""

import re

import pytest

from support.browsing import LANGUAGES, axe_everywhere
from support.needs import Need
from support.visitor import Visitor


@pytest.fixture(scope="session")
def need(server, accounts):
    """A need with everything a page can show: five on the shortlist, answers of every kind, one set aside, two versions, a reader."""
    need = Need(Visitor(server.url, "10.202.0.1").sign_in(accounts["city-officer"]))
    ranked = need.ranked()
    for match in ranked[:5]:
        need.answer(match, "met", "partly", "missed", "notApplicable")
    need.shortlist(*ranked[:5])
    need.set_aside(need.ranked()[5], "Manca una legge regionale")
    need.change(people="420", inPlace="Corsi di italiano\nMediatrici culturali\nUna palestra")
    need.share_with_colleagues()
    return need


def form_with_errors(page, need):
    page.goto("/needs/new")
    page.fill("#people", "molte")
    page.fill("#budget", "12 mila")
    page.click("main form.form [type=submit]")


def wrong_password(page, need):
    page.goto("/sign-in")
    page.fill("#email", "chiara@example.eu")
    page.fill("#password", "wrong")
    page.click("form[action='/sign-in'] [type=submit]")


def conflict(page, need):
    page.goto(f"{need.path}/edit")
    page.fill("#people", "500")
    page.fill("#budget", "")
    page.locator("form.form [name=version]").evaluate("e => { e.value = '1' }")
    page.click("main form.form [type=submit]")
    assert page.locator(".clash").count() >= 2


def set_aside_without_reason(page, need):
    page.goto(need.ranked()[6])
    page.click(".decide__aside summary")
    page.locator("[name=reason]").evaluate("e => e.removeAttribute('required')")
    page.click("[value=aside]")


def expired(page, need):
    page.goto("/needs/new")
    page.fill("#text", "Un bisogno")
    page.locator("form.form [name=_token]").evaluate("e => { e.value = 'long ago' }")
    page.click("main form.form [type=submit]")


# What follows the path of the need; or what has to be done to see the state.
STATES = {
    "needs": "/needs", "need form": "/needs/new", "need": "", "shortlist": "?tab=shortlist", "set aside": "?tab=aside", "match": lambda page, need: page.goto(need.ranked()[0]),
    "history": "/history", "old version": "/versions/1", "compare": "/compare", "share": "/share", "briefing": "/briefing", "account": "/account", "tokens": "/account/tokens", "styleguide": "/styleguide",
    "form with errors": form_with_errors, "wrong password": wrong_password, "conflict": conflict, "no reason": set_aside_without_reason, "expired": expired,
}
ABSOLUTE = ("/needs", "/needs/new", "/account", "/account/tokens", "/styleguide")
REFUSALS = (form_with_errors, wrong_password, conflict, set_aside_without_reason, expired)

states = pytest.mark.parametrize("name", STATES)
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def see(visit, need):
    def open_state(name, **how):
        state = STATES[name]
        role = None if state is wrong_password else "city-officer"
        if isinstance(state, str):
            return visit(state if state in ABSOLUTE else need.path + state, role=role, **how)
        page = visit("/vocabulary?q=none", role=role, **how)
        if state in REFUSALS:  # Chromium prints a line for every refusal
            page.on("request", lambda request: request.method == "POST" and page.watcher.expected.add(request.url))
        state(page, need)
        return page

    return open_state


@states
@languages
def test_accessible_at_every_width_and_scheme(see, name, language):
    page = see(name, language=language)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    axe_everywhere(page)


# On paper

@languages
def test_the_briefing_is_four_pages(see, language):
    page = see("briefing", language=language)
    assert page.locator(".sheet thead th").count() == 5
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 4
    page.emulate_media(media="print")
    nothing_to_click_is_printed(page)
    assert page.locator(".sheet").count() == page.locator(".sheet >> visible=true").count() == 4


def test_a_practice_on_paper(visit):
    page = visit("/practices/malmo-yalla-trappan")
    page.emulate_media(media="print")
    nothing_to_click_is_printed(page)
    assert page.locator("h1").is_visible() and page.locator(".sources").is_visible()
    assert page.locator(".print-only").inner_text().count("/practices/malmo-yalla-trappan"), "a printed page does not say where it is from"


def nothing_to_click_is_printed(page):
    for part in (".header", ".footer", ".skip", ".crumbs", ".demo", ".button", ".notice--info"):
        assert page.locator(f"{part} >> visible=true").count() == 0, f"{part} is printed"


# In colours of the reader's own

def test_forced_colours_tell_the_current_link_apart(see):
    page = see("shortlist", forced_colors="active")
    for current, other in ((".nav [aria-current]", ".nav a:not([aria-current])"), (".tabs [aria-current]", ".tabs a:not([aria-current])")):
        assert underline(page, current) != underline(page, other)
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def underline(page, selector):
    return page.locator(selector).first.evaluate(
        "e => { const s = getComputedStyle(e); return parseFloat(s.borderBottomWidth) ? s.borderBottomColor : 'none' }")
