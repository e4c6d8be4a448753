"""Gatherings in a browser: every page in every language and width, a registration without script, and notes without a connection."""

import re
import time
import uuid

import pytest

from support.browsing import LANGUAGES, WIDTHS, Sessions, axe, next_address, no_sideways_scroll
from support.server import Server


def addresses(page):
    """One gathering of the demonstration for each part of its page, by its title."""
    page.goto("/gatherings")
    found = dict(page.locator("main .card__title a").evaluate_all("links => links.map(a => [a.textContent, a.getAttribute('href')])"))
    page.goto("/gatherings?when=past")
    return found | dict(page.locator("main .card__title a").evaluate_all("links => links.map(a => [a.textContent, a.getAttribute('href')])"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_visitor(visit, language, width):
    page = visit("/gatherings", width=width, language=language)
    axe(page)
    no_sideways_scroll(page)
    found = addresses(page)
    seminar = next(href for title, href in found.items() if title.startswith("Recognise"))
    for path in ["/gatherings?when=past", "/gatherings?kind=meeting", seminar, f"{seminar}/register"]:
        page.goto(path)
        assert page.locator("h1").count() == 1
        axe(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_an_officer(visit, language, width):
    page = visit("/gatherings", width=width, language=language, role="city-officer")
    found = addresses(page)
    assert len(found) >= 7, "the demonstration has one in each stage"
    for title, href in found.items():
        page.goto(href)
        axe(page)
        no_sideways_scroll(page)
        if title.startswith("What Librino"):
            for part in ["edit", "agenda", "people", "notes", "account"]:
                page.goto(f"{href}/{part}")
                axe(page)
                no_sideways_scroll(page)
    for path in ["/gatherings/new", "/calendar", "/mentoring", "/mentoring/offer", "/mentoring/wishes/new"]:
        page.goto(path)
        axe(page)
        no_sideways_scroll(page)
    page.goto("/mentoring")
    for href in page.locator("main .link-list a").evaluate_all("links => links.map(a => a.getAttribute('href'))"):
        page.goto(href)
        axe(page)
        no_sideways_scroll(page)


def test_somebody_registers_without_account_and_script(visit):
    page = visit("/gatherings", script=False)
    page.get_by_role("link", name=re.compile("^Cities that learn")).click()
    page.get_by_role("link", name="Register").click()
    page.watcher.expected.add(page.url)  # the address without a name of its own is refused first
    page.fill("#name", "Amal Nasser")
    page.locator("main form [type=submit]").click()
    assert page.locator(".error-summary a[href='#email']").count() == 1 and page.input_value("#name") == "Amal Nasser"
    page.fill("#email", f"{uuid.uuid4().hex}@mail.example")
    page.check("#agreed-yes")
    page.locator("main form [type=submit]").click()
    assert page.locator("h1").inner_text() == "Look at your email"


def test_notes_without_script(visit):
    page = visit("/gatherings?when=past", role="city-officer", script=False)
    page.get_by_role("link", name=re.compile("^What Librino")).click()
    page.get_by_role("link", name="Notes", exact=True).click()
    text = f"Written by the form alone {uuid.uuid4().hex}"
    page.fill("#note", text)
    page.get_by_role("button", name="Save the note").click()
    assert page.get_by_text(text).count() == 1


NOTHING_WAITS = """() => new Promise((resolve) => {
    const opening = indexedDB.open('ponte-notes', 1);
    opening.onsuccess = () => {
        const all = opening.result.transaction('waiting').objectStore('waiting').getAll();
        all.onsuccess = () => { opening.result.close(); resolve(all.result.every(note => note.arrived)); };
    };
})"""


def until(page, script, seconds=30):
    """Waits until a script that takes its time says true; `wait_for_function` takes the promise itself for an answer."""
    end = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        page.wait_for_timeout(50)


def test_three_notes_without_a_connection_arrive_once(browser, binary, tmp_path):
    """The server goes away; the page opens all the same, three notes are written; it comes back, and they are all there, once."""
    server = Server(binary, tmp_path / "data", meaning=False).start()
    try:
        context = browser.new_context(
            base_url=server.url, locale="en", viewport={"width": 360, "height": 740}, storage_state=Sessions(browser, server.url, server.accounts)("city-officer"))
        page = context.new_page()
        page.set_default_timeout(20_000)
        thrown = []
        page.on("pageerror", lambda error: thrown.append(error))
        page.goto("/gatherings?when=past")
        page.get_by_role("link", name=re.compile("^What Librino")).click()
        page.get_by_role("link", name="Notes", exact=True).click()
        notes = page.url
        page.evaluate("() => navigator.serviceWorker.ready")
        until(page, "async () => { const kept = await caches.open('ponte-notes'); return (await kept.keys()).length >= 3 }")
        before = page.locator("[data-notes-list] > li").count()

        server.stop()
        page.goto(notes)
        assert page.locator("h1").inner_text().startswith("Notes:"), "the page opens without a connection"
        texts = [f"Note {number} {uuid.uuid4().hex}" for number in range(3)]
        for text in texts[:2]:
            page.fill("#note", text)
            page.get_by_role("button", name="Save the note").click()
            page.locator("[data-notes-list] > li", has_text=text).wait_for()
        # The phone is put away and taken out again.
        page.goto(notes)
        for text in texts[:2]:
            page.locator("[data-notes-list] > li", has_text=text).wait_for()
        page.fill("#note", texts[2])
        page.get_by_role("button", name="Save the note").click()
        page.locator("[data-notes-list] > li", has_text=texts[2]).get_by_text("Kept on this device").wait_for()

        server.start()
        page.evaluate("() => dispatchEvent(new Event('online'))")
        until(page, NOTHING_WAITS)
        # Sent again by an impatient finger: nothing is doubled.
        page.evaluate("() => dispatchEvent(new Event('online'))")
        page.goto(notes)
        for text in texts:
            assert page.locator("[data-notes-list] > li", has_text=text).count() == 1, page.inner_text("main")
        assert page.locator("[data-notes-list] > li").count() == before + 3
        assert not thrown
        # Whoever signs out leaves no page behind on the device.
        page.goto("/account")
        page.evaluate("""() => document.querySelector('form[action="/sign-out"]').requestSubmit()""")
        page.wait_for_url(lambda url: "/account" not in url)
        assert page.evaluate("async () => await caches.has('ponte-notes')") is False
        context.close()
    finally:
        server.stop()


def test_the_calendar_is_read_by_other_programs(visit, base_url):
    import icalendar
    from ical.calendar_stream import IcsCalendarStream

    page = visit("/calendar", role="city-officer")
    page.get_by_role("button", name=re.compile("address")).first.click()
    link = page.locator("code.gathering-link").inner_text()
    path = re.sub(r"^https?://[^/]+", "", link)
    answer = page.context.request.get(base_url + path, headers={"X-Forwarded-For": next_address()})
    assert answer.ok and answer.headers["content-type"] == "text/calendar; charset=utf-8"
    body = answer.body()
    lines = body.split(b"\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    calendar = icalendar.Calendar.from_ical(body)
    assert not calendar.get_missing_tzids() and calendar["PRODID"] and calendar["VERSION"] == "2.0"
    events = list(calendar.walk("VEVENT"))
    assert len(events) >= 7 and len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert not event.errors and event["DTSTAMP"] and event["SUMMARY"] and "ATTENDEE" not in event
        start = event["DTSTART"].dt
        if hasattr(start, "hour"):
            assert start.tzinfo is not None and start.hour in (9, 10), "nine in the morning there, in summer and in winter"
    assert [str(event["STATUS"]) for event in events].count("CANCELLED") == 1
    assert len(IcsCalendarStream.calendar_from_ics(body.decode()).events) == len(events)
    page.get_by_role("button", name="End the address").click()
    assert page.context.request.get(base_url + path).status == 404


def test_a_note_that_arrives_while_the_page_is_on_its_way_is_on_it(visit):
    """The page was answered before the note, and opened after it: the note is in neither, unless the list is asked for again."""
    page = visit("/gatherings?when=past", role="city-officer")
    page.get_by_role("link", name=re.compile("^What Librino")).click()
    page.get_by_role("link", name="Notes", exact=True).click()
    page.evaluate("() => navigator.serviceWorker.ready")
    text = f"Written while the page was on its way {uuid.uuid4().hex}"
    before = page.context.request.get(page.url).text()
    page.fill("#note", text)
    page.get_by_role("button", name="Save the note").click()
    until(page, NOTHING_WAITS)
    # The page of before, from the worker's store in place of the server.
    page.route("**/notes", lambda route: route.fulfill(body=before, content_type="text/html") if route.request.is_navigation_request() else route.continue_(), times=1)
    page.context.service_workers[0].evaluate("() => self.registration.unregister()")
    page.reload()
    page.locator("[data-notes-list] > li", has_text=text).wait_for()
    assert page.locator("[data-notes-list] > li", has_text=text).count() == 1
