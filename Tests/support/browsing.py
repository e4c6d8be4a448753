"""What the browser suite checks on every page: accessibility, width, requests, console."""

import itertools
import json
import pathlib
import re
import urllib.parse

from axe_playwright_python.sync_playwright import Axe

WIDTHS = [1440, 360]
SCHEMES = ["light", "dark"]
LANGUAGES = ["en", "ar"]
HEIGHTS = {1440: 900, 360: 740, 320: 640}

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RESULTS = pathlib.Path(__file__).resolve().parents[2] / "test-results"
COLOURS = ["color-contrast", "link-in-text-block"]


def axe(page, within=None, colours_only=False):
    """Fails on any violation of WCAG 2.0 to 2.2, A and AA, naming each element.

    :param within: a CSS selector, to look at one part of the page only.
    :param colours_only: for a page that was looked at in full in the other scheme, which changes colours only.
    """
    assert getattr(page, "has_script", True), "axe is script: open the page with script=\"blocked\" instead of script=False"
    rules = {"type": "rule", "values": COLOURS} if colours_only else {"type": "tag", "values": WCAG}
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Only the violations travel: everything that passed would take longer than the looking.
    violations = page.evaluate("async ([within, options]) => (await axe.run(within || document, options)).violations", [within, options])
    lines = []
    for violation in violations:
        lines.append(f"{violation['id']} ({violation['impact']}): {violation['help']}, {len(violation['nodes'])} times")
        for node in violation["nodes"][:5]:
            lines.append(f"    {' '.join(map(str, node['target']))}\n        {node['html'][:200]}")
            lines.append(f"        {' '.join(node['failureSummary'].split())[:300]}")
    note(page, violations)
    assert not violations, f"axe on {page.url}:\n" + "\n".join(lines)


def axe_everywhere(page):
    """At both widths, light and dark; and nothing sticks out in the narrowest window."""
    assert page.locator("h1").count() == 1 and page.title().strip()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            axe(page, colours_only=scheme == "dark")
    page.set_viewport_size({"width": 320, "height": HEIGHTS[320]})
    no_sideways_scroll(page)


def note(page, violations):
    """Leaves a line in test-results/axe.jsonl: the accessibility statement is made of them (Tools/accessibility.py)."""
    looked = page.evaluate("() => [document.documentElement.lang, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]")
    path = re.sub(r"/[0-9a-hjkmnp-tv-z]{20,}(?=/|$)", "/…", urllib.parse.urlsplit(page.url).path)
    entry = {"page": path, "language": looked[0], "width": looked[1], "scheme": "dark" if looked[2] else "light", "violations": [found["id"] for found in violations]}
    RESULTS.mkdir(exist_ok=True)
    with open(RESULTS / "axe.jsonl", "a", encoding="utf-8") as log:
        log.write(json.dumps(entry) + "\n")


def no_sideways_scroll(page):
    """Fails when the page is wider than the window, naming what sticks out."""
    wide = page.evaluate(
        """() => {
            const root = document.documentElement, limit = root.clientWidth;
            if (root.scrollWidth <= limit) return null;
            const out = [...document.body.querySelectorAll('*')].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width && (box.right > limit + 1 || box.left < -1) && getComputedStyle(e).position !== 'fixed';
            });
            const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join('');
            return `${root.scrollWidth} px wide in a window of ${limit}: ` + out.slice(-8).map(name).join(', ');
        }"""
    )
    assert wide is None, f"{page.url} scrolls sideways: {wide}"


class Watcher:
    """Notes what no page may do: ask another host, print an error, throw, fail to load a part."""

    def __init__(self, page, base_url):
        self.base_url = base_url
        self.problems = []
        #: Addresses that may answer with an error, since the test asks for one: full URLs.
        self.expected = set()
        #: Other sites that the test itself leads to: beginnings of URLs.
        self.neighbours = ()
        page.on("request", self.on_request)
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.problems.append(f"threw {error}"))

    def on_request(self, request):
        if not request.url.startswith((self.base_url + "/", "data:", "blob:", "about:", *self.neighbours)):
            self.problems.append(f"asked another host: {request.url}")

    def on_console(self, message):
        # Chromium prints a line for every answer of 400 and above.
        if message.type == "error" and message.location.get("url") not in self.expected:
            self.problems.append(f"printed an error: {message.text} ({message.location.get('url')})")

    def check(self):
        assert not self.problems, "the page " + "\nthe page ".join(dict.fromkeys(self.problems))


class Wire:
    """Counts the bytes that come over the wire, by kind of resource, from when it is made."""

    def __init__(self, page):
        self.kinds, self.bytes = {}, {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", lambda event: self.kinds.__setitem__(event["requestId"], event["type"]))
        session.on("Network.loadingFinished", lambda event: self.bytes.__setitem__(event["requestId"], event["encodedDataLength"]))
        session.send("Network.enable")

    def by_kind(self):
        total = {}
        for request, size in self.bytes.items():
            kind = self.kinds.get(request, "Other")
            total[kind] = total.get(kind, 0) + int(size)
        return total

    def without_images(self):
        return sum(size for kind, size in self.by_kind().items() if kind != "Image")


def address(base_url, path):
    return path if path.startswith("http") else urllib.parse.urljoin(base_url + "/", path.lstrip("/"))


visitors = itertools.count(1)


def next_address():
    """An address that nobody else comes from."""
    number = next(visitors)
    return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"


class Sessions:
    """Signs in once for each role of one installation, through the page, and remembers the cookies."""

    def __init__(self, browser, base_url, accounts):
        self.browser, self.base_url, self.accounts = browser, base_url, accounts
        self.kept = {}

    def __call__(self, role):
        if role not in self.kept:
            context = self.browser.new_context(base_url=self.base_url, extra_http_headers={"X-Forwarded-For": next_address()})
            page = context.new_page()
            page.goto("/sign-in?next=/account")
            page.fill("input[name=email]", self.accounts[role]["email"])
            page.fill("input[name=password]", self.accounts[role]["password"])
            page.locator("form[action='/sign-in'] [type=submit]").click()
            page.wait_for_url("**/account")
            # The language of each visit is its own, not the one remembered at sign-in.
            context.clear_cookies(name="ponte_language")
            self.kept[role] = context.storage_state()
            context.close()
        return self.kept[role]
