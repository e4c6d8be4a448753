"""What was typed is never lost: not by a mistake, not by a form left open, not by somebody who saved first."""

import pytest

from support.browsing import axe
from support.needs import FIELDS, TEXT, Need
from support.visitor import Visitor

# The last, for a long form may be sent from its first part too.
SUBMIT = "main form.form [type=submit] >> nth=-1"
WRONG = {
    "#title": "Senza testo", "#text": "", "#people": "molte", "#budget": "12 mila", "#months": "-3", "#inPlace": "Corsi di italiano",
}


@pytest.fixture
def officer(server, accounts):
    return Visitor(server.url, "10.201.0.1").sign_in(accounts["city-officer"])


@pytest.mark.parametrize("script", [True, False], ids=["with script", "script off"])
def test_every_mistake_is_told_and_everything_typed_stays(visit, script):
    page = visit("/needs/new", role="city-officer", script=script)
    for field, value in WRONG.items():
        page.fill(field, value)
    page.check("#group-women")
    refused(page)
    assert links_of_summary(page) == ["#text", "#people", "#budget", "#months"]
    for field, value in WRONG.items():
        assert page.input_value(field) == value
    assert page.is_checked("#group-women")
    for field in ("#text", "#people", "#budget", "#months"):
        assert page.get_attribute(field, "aria-invalid") == "true"
        told = page.locator(f"{field}-error")
        assert told.inner_text() and told.get_attribute("id") in page.get_attribute(field, "aria-describedby").split()
    assert "molte" in page.locator("#people-error").inner_text(), "what was wrong is not quoted"
    is_led_to_the_summary(page, script)
    page.locator(".error-summary a").nth(1).click()
    assert page.evaluate("document.activeElement.id") == "people" or not script


def test_the_summary_names_each_field(visit):
    page = visit("/needs/new", role="city-officer")
    page.fill("#people", "molte")
    refused(page)
    told = page.locator(".error-summary li").all_inner_texts()
    for text, name in zip(told, ("The need in your own words", "People affected"), strict=True):
        assert name in text


def test_far_too_long(visit):
    page = visit("/needs/new", role="city-officer")
    page.locator("#text").evaluate("e => e.removeAttribute('maxlength')")  # as a browser does that knows no limit
    page.fill("#text", "casa " * 20_000)
    refused(page)
    assert links_of_summary(page) == ["#text"]
    assert "4000" in page.locator(".error-summary").inner_text().replace(",", "")
    assert page.input_value("#text").strip() == ("casa " * 20_000).strip()


def test_no_city_of_that_name(visit):
    page = visit("/needs/new", role="city-officer")
    page.fill("#text", TEXT)
    page.locator("#city option:checked").evaluate("e => { e.value = 'atlantis' }")
    refused(page)
    assert links_of_summary(page) == ["#city"]
    assert page.input_value("#text") == TEXT


def test_a_question_with_wrong_figures_is_answered_all_the_same(visit):
    page = visit("/match?text=alloggio+per+rifugiati&people=x&budget=1.5&months=0&city=atlantis", status=400)
    assert links_of_summary(page) == ["#people", "#budget", "#months", "#city"]
    assert page.input_value("#text") == "alloggio per rifugiati"
    assert page.input_value("#people") == "x" and page.locator("#people").is_visible()
    is_led_to_the_summary(page, True)
    assert page.locator(".match").count() >= 1


def test_an_empty_need_is_not_sent(visit):
    page = visit("/")
    page.get_by_role("button", name="Find what worked elsewhere").click()
    assert page.url.endswith("/") and page.evaluate("document.activeElement.id") == "need-text"
    page.goto("/match?text=")
    assert page.locator(".empty h2").inner_text() == "Describe a need to begin"


# A form left open

@pytest.mark.parametrize("loss", ["token", "cookie"])
def test_an_expired_form_comes_back(visit, loss):
    """The token is the session's; before signing in it is that of the visit's cookie."""
    page = visit("/needs/new", role="city-officer") if loss == "token" else visit("/sign-in")
    if loss == "token":
        page.fill("#text", TEXT)
        page.fill("#people", "40")
        page.check("#group-women")
        page.locator("form.form [name=_token]").evaluate("e => { e.value = 'long ago' }")
        refused(page)
    else:
        page.fill("#email", "chiara@example.eu")
        page.fill("#password", "not to be shown")
        page.context.clear_cookies()
        refused(page, "form[action='/sign-in'] [type=submit]")
    assert page.locator("h1").inner_text() == "This form has to be sent once more"
    if loss == "token":
        assert TEXT in page.locator(".typed").inner_text()
        page.get_by_role("button", name="Send it again").click()
        assert page.locator(".need-sum__text").inner_text() == TEXT
        assert "Women" in page.locator(".need-sum .facts").inner_text()
    else:
        assert page.locator(".typed").count() == 0 and "not to be shown" not in page.content()
        refused(page, "main form [type=submit]")
        assert page.input_value("#email") == "chiara@example.eu"


def test_what_was_typed_outlives_the_session(visit, accounts):
    page = visit("/needs/new", role="city-officer")
    page.fill("#text", TEXT)
    page.context.clear_cookies(name="ponte_session")
    refused(page)
    assert "Nothing is lost" in page.locator("main").inner_text()
    axe(page)
    account = accounts["city-officer"]
    page.fill("#email", account["email"])
    page.fill("#password", account["password"])
    page.click("form[action='/sign-in'] [type=submit]")
    assert TEXT in page.locator(".typed").inner_text()
    axe(page)
    page.get_by_role("button", name="Send it again").click()
    assert page.locator(".need-sum__text").inner_text() == TEXT


# Two people, one need

def test_the_second_to_save_sees_both_and_loses_nothing(visit, server, accounts, officer):
    need = Need(officer)
    need.share_with_colleagues()
    page = visit(f"{need.path}/edit", role="city-officer")
    page.fill("#people", "500")
    page.fill("#inPlace", "Corsi di italiano\nUna palestra")
    need.change(Visitor(server.url, "10.201.0.2").sign_in(accounts["city-lead"]), people="420", months="18")
    refused(page)

    assert page.locator("h1").inner_text() == "Somebody saved before you"
    assert sides(page) == {
        "People affected": ("500", "420"), "Time you have": ("24 months", "18 months"),
        "What is already in place": ("Corsi di italiano\nUna palestra", FIELDS["inPlace"]),
    }
    axe(page)
    page.locator("fieldset", has_text="Time you have").locator("[value=theirs]").check()
    page.get_by_role("button", name="Save what I chose").click()

    facts = page.locator(".need-sum .facts").inner_text()
    assert "500" in facts and "18 months" in facts and "Una palestra" in facts
    page.get_by_role("link", name="3 versions").click()
    assert page.locator(".version h2").count() == 3
    assert "Salvatore Greco" in page.locator(".version").nth(1).inner_text()


def test_the_second_can_go_on_writing(visit, officer):
    need = Need(officer)
    page = visit(f"{need.path}/edit", role="city-officer")
    page.fill("#people", "500")
    need.change(title="Un altro titolo")
    refused(page)
    page.locator("fieldset", has_text="Short title").locator("[value=theirs]").check()
    page.get_by_role("button", name="Go on writing").click()
    assert (page.input_value("#title"), page.input_value("#people")) == ("Un altro titolo", "500")
    page.click(SUBMIT)
    assert page.locator("h1").inner_text() == "Un altro titolo"


# Signing in

def test_a_wrong_password_says_so_and_keeps_the_address(visit, accounts):
    page = visit("/sign-in?next=/needs")
    page.fill("#email", accounts["member"]["email"])
    page.fill("#password", "wrong")
    refused(page, "form[action='/sign-in'] [type=submit]")
    assert links_of_summary(page) == ["#email"]
    is_led_to_the_summary(page, True)
    assert page.input_value("#email") == accounts["member"]["email"]
    assert page.input_value("#password") == ""
    page.fill("#password", accounts["member"]["password"])
    page.click("form[action='/sign-in'] [type=submit]")
    assert page.url.endswith("/needs"), "where one wanted to go is forgotten"


# What a page says

def refused(page, button=SUBMIT):
    """Presses a button whose answer is a refusal: Chromium prints a line for each."""
    form = page.locator(button).evaluate("e => e.form.action")
    page.watcher.expected.add(form)
    with page.expect_navigation() as answer:
        page.click(button)
    assert 400 <= answer.value.status < 500


def links_of_summary(page):
    return [link.get_attribute("href") for link in page.locator(".error-summary a").all()]


def is_led_to_the_summary(page, script):
    """With script the summary has the focus; without, it is the first thing after the heading."""
    if script:
        assert page.evaluate("document.activeElement.matches('.error-summary')")
    before = page.locator("main").evaluate("""main => {
        const summary = main.querySelector('.error-summary'), fields = [...main.querySelectorAll('input:not([type=hidden]), textarea, select')];
        return fields.filter(field => field.compareDocumentPosition(summary) & Node.DOCUMENT_POSITION_FOLLOWING).length;
    }""")
    assert before == 0, "a field comes before the summary"


def sides(page):
    return {
        clash.locator("legend").inner_text(): tuple(clash.locator(".clash__text").all_inner_texts()) for clash in page.locator("fieldset.clash").all()
    }
