"""Signing in at a city's provider: set up by an administrator, used by people, with a real provider beside Ponte on loopback."""

import re

import pytest

from support.browsing import Sessions, axe, no_sideways_scroll
from support.hands import Keyboard, Pointer
from support.provider import Provider
from support.server import Server


@pytest.fixture(scope="session")
def place(binary, tmp_path_factory):
    """A demonstration of its own, since a provider changes the sign-in page for everybody."""
    running = Server(binary, tmp_path_factory.mktemp("city"), meaning=False, settings={"PONTE_BEHIND_PROXY": "true"}).start()
    yield running
    assert running.stop() == 0, running.tail()


@pytest.fixture(scope="session")
def base_url(place):
    return place.url


@pytest.fixture(scope="session")
def accounts(place):
    return place.accounts


@pytest.fixture(scope="session")
def sessions(browser, base_url, accounts):
    """Of this installation: those of the suite's own would open nothing here."""
    return Sessions(browser, base_url, accounts)


@pytest.fixture(scope="session")
def city(accounts):
    """The city's provider, at which whoever has an account here has one too, and one more."""
    with Provider() as provider:
        for role, account in accounts.items():
            provider.people[role] = {"sub": f"staff-{role}", "email": account["email"], "email_verified": True, "name": role}
        provider.people["newcomer"] = {"sub": "staff-new", "email": "ugo@comune.trieste.it", "email_verified": True, "name": "Ugo Neri"}
        yield provider


def heading(page):
    return page.locator("h1").inner_text()


def look(page):
    """No violation, nothing beside the window."""
    if page.has_script:
        axe(page)
    no_sideways_scroll(page)


@pytest.fixture
def ready(visit, city, base_url):
    """Set up once, by keyboard, looking at every page and state on the way."""
    if city.client.redirect_uris:
        return
    page = visit("/administration/providers", role="administrator")
    hand = Keyboard(page)
    assert "No provider is set" in page.locator("main").inner_text()
    look(page)
    hand.follow("Add a provider")
    look(page)
    page.watcher.expected.add(base_url + "/administration/providers/add")
    hand.follow("Add a provider")
    assert page.locator("[data-error-summary]").count() == 1
    look(page)
    hand.write("Name on the sign-in page", "City of Trieste")
    page.select_option("[name=city]", "trieste") if page.locator("option[value=trieste]").count() else page.select_option("[name=city]", index=1)
    hand.write("Issuer", city.issuer + "/wrong")
    hand.write("Client id", "ponte")
    hand.write("Client secret", city.client.secret)
    hand.write("Mail domains", "comune.trieste.it, demo.ponte.example")
    hand.follow("Add a provider")
    assert heading(page) == "City of Trieste"
    look(page)
    hand.follow("Try it")
    assert "answers with status 404" in page.locator(".trial").inner_text()
    look(page)
    hand.follow("Remove the provider")
    hand.follow("Add a provider")
    for label, text in [("Name on the sign-in page", "City of Trieste"), ("Issuer", city.issuer), ("Client id", "ponte"), ("Client secret", city.client.secret), ("Mail domains", "comune.trieste.it, demo.ponte.example")]:
        hand.write(label, text)
    page.select_option("[name=city]", index=1)
    hand.follow("Add a provider")
    city.client.redirect_uris.append(page.locator("code").first.inner_text())
    hand.follow("Try it")
    assert "It knows our client id and secret." in page.locator(".trial").inner_text()
    look(page)
    hand.follow("Switch on")
    look(page)
    page.goto("/administration/providers")
    look(page)


def leave(page, city, who):
    """From the sign-in page to the provider, where somebody says who they are, and back."""
    page.watcher.neighbours = (city.issuer + "/",)
    # The provider has no icon, and Chromium prints that.
    page.watcher.expected.add(city.issuer + "/favicon.ico")
    page.locator("button[name=provider]").click()
    page.wait_for_url(city.issuer + "/authorize**")
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(lambda url: not url.startswith(city.issuer))


@pytest.mark.parametrize(
    "width, language, script, role",
    [(1440, "en", True, "city-officer"), (360, "en", True, "city-lead"), (1440, "ar", True, "author"), (360, "ar", True, "translator"), (360, "en", False, "member"), (360, "it", False, "programme-coordinator")])
def test_the_way_there_and_back(visit, ready, city, accounts, base_url, width, language, script, role):
    page = visit("/account", width=width, language=language, script=script, status=401)
    look(page)
    leave(page, city, role)
    # An account with this address is here: its password is asked for once.
    assert page.locator("[name=claim]").count() == 1
    look(page)
    page.watcher.expected.add(base_url + "/sign-in/join")
    page.fill("[name=password]", "not the password")
    page.locator("main form [type=submit]").click()
    assert page.locator("[data-error-summary]").count() == 1
    look(page)
    page.fill("[name=password]", accounts[role]["password"])
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/account")
    assert "City of Trieste" in page.locator("main").inner_text()
    look(page)
    page.locator("form[action='/sign-out'] button").first.click()
    page.wait_for_url("**/sign-in/ended/**")
    look(page)
    end = page.locator("main a").first.get_attribute("href")
    assert end.startswith(city.issuer + "/end?client_id=ponte")
    page.locator("main a").first.click()
    page.wait_for_url(base_url + "/sign-in")

    # From then on without a password, and back to where one wanted to be.
    page.goto("/sign-in?next=/searches")
    leave(page, city, role)
    page.wait_for_url("**/searches")


@pytest.mark.parametrize("width, language", [(360, "ar"), (1440, "en")])
def test_whoever_is_not_let_in_is_told_why(visit, ready, city, base_url, width, language):
    page = visit("/sign-in?next=/account", width=width, language=language)
    page.on("response", lambda answer: page.watcher.expected.add(answer.url) if answer.url.startswith(base_url + "/sign-in/back/") else None)
    leave(page, city, "newcomer")
    assert "ugo@comune.trieste.it" in page.locator(".notice--warning").inner_text()
    assert page.locator("[name=next]").first.get_attribute("value") == "/account"
    look(page)
    leave(page, city, "No")
    assert page.locator(".notice--warning").count() == 1
    look(page)
    page.reload()
    assert page.locator(".notice--warning").count() == 1, "a way back that was used says so"


@pytest.mark.parametrize("script", [True, False])
def test_what_was_typed_comes_along(visit, ready, city, accounts, base_url, script):
    """The session ends while somebody writes; they come back through the provider, and nothing is lost."""
    city.people["writer"] = {"sub": "staff-editor", "email": accounts["editor"]["email"], "email_verified": True}
    page = visit("/drafts/new", role="editor", script=script)
    page.fill("[name=title]", "A night school with childcare")
    page.context.clear_cookies(name="ponte_session")
    page.watcher.expected.add(base_url + "/drafts/new")
    page.locator("main form [type=submit]").click()
    page.watcher.expected.add(base_url + "/drafts/new")
    leave(page, city, "writer")
    if page.locator("[name=claim]").count():
        page.fill("[name=password]", accounts["editor"]["password"])
        page.locator("main form [type=submit]").click()
    assert page.locator("input[name=title]").get_attribute("value") == "A night school with childcare"
    look(page)


def test_joining_and_parting_in_the_account(visit, ready, city, base_url):
    page = visit("/account", role="administrator", width=360)
    page.watcher.neighbours = (city.issuer + "/",)
    page.watcher.expected.add(city.issuer + "/favicon.ico")
    hand = Pointer(page)
    page.get_by_role("button", name="Join with City of Trieste").click()
    page.wait_for_url(city.issuer + "/authorize**")
    page.get_by_role("button", name="administrator", exact=True).click()
    page.wait_for_url(base_url + "/account")
    assert re.search(r"Joined since", page.locator("main").inner_text())
    look(page)
    hand.follow("Separate")
    assert page.get_by_role("button", name="Join with City of Trieste").count() == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_administrators_pages_are_narrow_enough(visit, ready, language):
    for path in ["/administration", "/administration/providers", "/administration/providers/add"]:
        look(visit(path, role="administrator", width=360, language=language))
    page = visit("/administration/providers", role="administrator", width=360, language=language)
    page.locator("main tbody a").first.click()
    look(page)
    page.locator("summary").last.click()
    look(page)
