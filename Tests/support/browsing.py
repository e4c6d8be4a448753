"""What the browser suite checks on every page: accessibility, width, requests, console."""

import urllib.parse

from axe_playwright_python.sync_playwright import Axe

WIDTHS = [1440, 360]
SCHEMES = ["light", "dark"]
LANGUAGES = ["en", "ar"]
HEIGHTS = {1440: 900, 360: 740, 320: 640}

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
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
    assert not violations, f"axe on {page.url}:\n" + "\n".join(lines)


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
        page.on("request", self.on_request)
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.problems.append(f"threw {error}"))

    def on_request(self, request):
        if not request.url.startswith((self.base_url + "/", "data:", "blob:", "about:")):
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
