"""The way of a network's first people, by keyboard alone: first run, second factor, invitation, and what the role then opens."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest

from support.browsing import axe
from support.hands import Keyboard
from support.server import Server


@pytest.fixture(scope="session")
def fresh(binary, tmp_path_factory):
    """An installation on which nobody is on record."""
    running = Server(binary, tmp_path_factory.mktemp("fresh"), meaning=False, demo=False, settings={"PONTE_BEHIND_PROXY": "true"}).start()
    yield running
    assert running.stop() == 0, running.tail()


@pytest.fixture(scope="session")
def base_url(fresh):
    return fresh.url


def code(key, step=0):
    """What an authenticator app shows, after RFC 6238."""
    secret = base64.b32decode(key + "=" * (-len(key) % 8))
    digest = hmac.new(secret, struct.pack(">Q", int(time.time()) // 30 + step), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def heading(page):
    return page.locator("h1").inner_text()


def set_up_second_factor(page, hand):
    assert heading(page) == "Second factor"
    axe(page)
    hand.follow("Set up")
    axe(page)
    key = page.locator("code.key").inner_text().replace(" ", "")
    hand.write("Code that the app shows now", code(key))
    hand.follow("Confirm")
    assert heading(page) == "Your recovery codes"
    axe(page)
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    hand.follow("I have kept them")
    return key, codes


def test_from_the_first_run_to_a_role(visit, fresh):
    path = re.search(r"(/first-run/\S+)", fresh.tail()).group(1)
    page = visit(path)
    hand = Keyboard(page)
    axe(page)
    hand.write("Name of the network", "A network of bridges")
    # Two languages of the six are shown: four are unticked, with the space bar.
    for left_out in ["Italiano", "Deutsch", "Español", "Français"]:
        hand.reach(lambda stop: stop["type"] == "checkbox" and stop["name"] == left_out, left_out)
        page.keyboard.press("Space")
    hand.write("Contact for everybody", "office@city.example")
    hand.choose("Content to begin with", "With the practices that come with Ponte115 practices of European cities, each with its sources. This takes some seconds.")
    hand.write("Your name", "Katarina Horvat")
    hand.write("Email", "katarina@city.example")
    hand.write("Password", "the first of many bridges")
    hand.follow("Set up")
    set_up_second_factor(page, hand)
    assert heading(page) == "Next steps", "the first run does not end at a loose end"
    assert page.locator("main .badge").all_inner_texts() == ["done", "to do", "to do", "to do"]
    axe(page)
    hand.follow("Invite people")
    assert heading(page) == "Invite a person"

    page.goto("/?lang=de")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("a[hreflang]").evaluate_all("links => links.map(link => link.hreflang)") == ["en", "ar"]
    assert page.locator(".footer a[href='mailto:office@city.example']").count() == 1
    assert "A network of bridges" in page.locator(".footer").inner_text()

    page.goto("/administration/people")
    axe(page)
    hand.follow("Invite a person")
    hand.write("Email", "jonas@city.example")
    hand.write("Name", "Jonas Weber")
    hand.choose("Role", "EditorChecks and publishes practices.")
    hand.follow("See what this opens")
    assert heading(page) == "Check the invitation"
    assert "Check and publish practices." in page.locator("main").inner_text()
    assert "second factor" in page.locator("main").inner_text()
    axe(page)
    hand.follow("Send the invitation")
    assert heading(page) == "Jonas Weber"
    axe(page)

    guest = visit(fresh.letter_link("members.mail.invitation"))
    other = Keyboard(guest)
    axe(guest)
    other.write("New password", "a long way to another city")
    other.follow("Begin")
    key, codes = set_up_second_factor(guest, other)
    assert "Editor" in guest.locator("main").inner_text()
    other.follow("Sign out here")

    # Password, then the code; the code of this half minute is spent, so the next one.
    guest.goto("/sign-in?next=/account")
    other.write("Email", "jonas@city.example")
    other.write("Password", "a long way to another city")
    other.follow("Sign in")
    assert heading(guest) == "One more step"
    axe(guest)
    guest.goto("/sign-in/second?next=/account")
    assert heading(guest) == "One more step", "whoever reloads is where they were"
    axe(guest)
    other.write("Code", code(key, step=1))
    other.follow("Sign in")
    assert heading(guest) == "Your account"
    other.follow("Sign out here")

    # The phone is lost: a recovery code.
    guest.goto("/sign-in?next=/account")
    other.write("Email", "jonas@city.example")
    other.write("Password", "a long way to another city")
    other.follow("Sign in")
    other.write("Code", codes[3])
    other.follow("Sign in")
    assert heading(guest) == "Your account"
    axe(guest)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_for_visitors(visit, language, width):
    for path in ["/password/forgotten", "/sign-in"]:
        page = visit(path, width=width, language=language)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
