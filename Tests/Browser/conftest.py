"""Pages in Debian's Chromium, driven by Playwright.

    def test_something(visit):
        page = visit("/practices", width=360, scheme="dark", language="ar")

Each `visit` is somebody new: a browser context of their own, their own address. What a page may never do (ask another
host, print an error, throw) is checked when the test is over. A failed test leaves a picture in test-results/.
"""

import re
import shutil

import pytest
from playwright.sync_api import sync_playwright

from support.browsing import HEIGHTS, Sessions, Watcher, address, next_address
from support.program import Program
from support.server import ROOT

@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    assert chromium, "there is no chromium; `make setup-test` installs it"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def sessions(browser, base_url, accounts):
    return Sessions(browser, base_url, accounts)


@pytest.fixture(scope="session")
def neighbour(binary, server, accounts):
    """The role name of a city officer of another city than the demonstration's."""
    if "neighbour" not in accounts:
        account = {"email": "officer@malmo.example", "password": "a-long-enough-passphrase"}
        command = ["user", "create", "--email", account["email"], "--name", "Stina Berg", "--role", "city-officer", "--scope", "city:malmo", "--password-stdin"]
        Program(binary, settings={"PONTE_DATA": str(server.folder)})(*command, typed=account["password"] + "\n").well()
        accounts["neighbour"] = account
    return "neighbour"


@pytest.fixture
def visit(request, browser, base_url, sessions):
    """`visit(path, width=1440, scheme="light", language="en", script=True, role=None, status=200)` opens a page.

    script: True, False, or "blocked": the script files are refused, so the page is as it is without them, and axe, which is
    script itself, can still look at it.
    role: one of the demonstration's, signed in. status: what the answer must be. Any other name goes to Playwright's context.
    """
    opened = []

    def open_page(path, width=1440, scheme="light", language="en", script=True, role=None, status=200, before=None, **more):
        context = browser.new_context(
            base_url=base_url, viewport={"width": width, "height": HEIGHTS.get(width, 800)}, color_scheme=scheme, locale=language,
            java_script_enabled=bool(script), storage_state=sessions(role) if role else None, reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": next_address()}, **more)
        # Long, since a busy machine is no failure.
        context.set_default_timeout(60_000)
        page = context.new_page()
        watcher = Watcher(page, base_url)
        opened.append((context, page, watcher))
        page.watcher = watcher
        page.has_script = bool(script)
        if script == "blocked":
            page.route(re.compile(r"\.m?js(\?|$)"), lambda route: route.fulfill(content_type="text/javascript", body=""))
        if before:
            before(page)
        if status >= 400:
            watcher.expected.add(address(base_url, path))
        answer = page.goto(path, wait_until="load")
        assert answer.status == status, f"{path} answered {answer.status}, not {status}"
        return page

    yield open_page

    failed = getattr(request.node, "failed", False)
    try:
        if failed:
            folder = ROOT / "test-results"
            folder.mkdir(exist_ok=True)
            name = re.sub(r"[^\w.-]+", "-", request.node.name)[:120]
            for number, (_, page, _) in enumerate(opened):
                try:
                    page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
                except Exception as error:  # a picture that cannot be taken must not hide why the test failed
                    print(f"no picture of {page.url}: {error}")
        for _, _, watcher in opened:
            watcher.check()
    finally:
        for context, _, _ in opened:
            context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True
    return report
