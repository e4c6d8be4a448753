"""An administrator lets another system be told what happens: set up, tried out, paused and removed, by keyboard and without script."""

import time

import pytest

from support.browsing import LANGUAGES, address, axe_everywhere
from support.hands import Keyboard, Pointer
from support.receiver import Receiver


@pytest.mark.parametrize("way", ["keyboard", "no script"])
def test_another_system_is_told(visit, way):
    page = visit("/administration/webhooks", role="administrator", script=way == "keyboard")
    hand = Keyboard(page) if way == "keyboard" else Pointer(page)
    see = axe_everywhere if way == "keyboard" else lambda page: None
    with Receiver() as receiver:
        hand.write("Address", receiver.url)
        hand.tick("Practice publishedpractice.published")
        hand.follow("Set it up")
        assert page.locator("h1").inner_text() == "The secret of this webhook"
        see(page)
        receiver.secret = page.locator(".secret").input_value()
        assert receiver.secret.startswith("whsec_")
        hand.follow("I have kept it")
        assert "Nothing was sent in the last 30 days." in page.locator("main").inner_text()
        see(page)
        hand.follow("Send a test")
        [test] = receiver.wait_for(1, seconds=60)
        assert test["genuine"] and test["event"]["type"] == "webhook.test"
        until(page, lambda: page.locator("main tbody td", has_text="Taken").count() == 1)
        see(page)
        hand.follow("Pause")
        assert "The webhook is paused." in page.inner_text("body")
        assert page.get_by_role("button", name="Send a test").count() == 0
        hand.follow("Remove")
        assert "The webhook is removed." in page.inner_text("body")
        assert receiver.url not in page.locator("main").inner_text()


def until(page, what, seconds=30):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, page.inner_text("main")
        time.sleep(0.2)
        page.reload()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_is_named_and_kept(visit, base_url, language):
    page = visit("/administration/webhooks", role="administrator", language=language)
    axe_everywhere(page)
    page.watcher.expected.add(base_url + "/administration/webhooks")
    page.locator("main form.form input[type=text], main form.form input[type=url]").first.fill("intranet")
    with page.expect_navigation():
        page.locator("main form.form [type=submit]").click()
    assert page.locator(".field--error").count() == 2, "the address and the events are both wrong"
    assert page.locator("main form.form input[type=text], main form.form input[type=url]").first.input_value() == "intranet"
    axe_everywhere(page)
