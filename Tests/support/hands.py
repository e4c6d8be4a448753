"""Two ways to work on a page: with the keys alone, and with a pointer. A journey is told once and walked with either.

    hand.write("Describe the need", "Abbiamo 400 donne …")
    hand.follow("Find what worked elsewhere")
"""

import re

FOCUSED = """() => {
    const said = text => (text || '').replace(/\\s+/g, ' ').trim();
    const e = document.activeElement, style = getComputedStyle(e), card = getComputedStyle(e, '::after');
    const ring = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && !/^rgba.*, 0\\)$/.test(s.outlineColor);
    const box = e.getBoundingClientRect();
    const label = e.labels && e.labels.length ? e.labels[0].textContent : e.getAttribute('aria-label') || e.textContent;
    const group = e.closest('fieldset')?.querySelector('legend');
    return {
        tag: e.tagName.toLowerCase(), type: e.type || '', id: e.id, name: said(label), group: said(group?.textContent),
        value: e.value, checked: !!e.checked, ring: ring(style) || ring(card),
        inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


def focused(page):
    """What has the focus: tag, type, id, name as it is read out, group, value, checked; whether a ring shows it, and in sight."""
    return page.evaluate(FOCUSED)


class Keyboard:
    """Tab, Shift+Tab, Enter, Space, and typing; within a group of radio buttons the arrows, as everywhere."""

    #: More stops than any page has.
    PATIENCE = 250

    def __init__(self, page):
        self.page = page

    def reach(self, wanted, looking_for):
        """Goes on with Tab until `wanted(stop)`. Every stop on the way must be seen."""
        for _ in range(self.PATIENCE):
            self.page.keyboard.press("Tab")
            stop = focused(self.page)
            if stop["tag"] == "body":
                continue  # past the last stop: the browser's own controls, then the page again
            assert stop["ring"], f"{self.page.url}: no ring shows the focus on {stop}"
            assert stop["inSight"], f"{self.page.url}: the focus is out of sight on {stop}"
            if stop["name"] == "Skip to the content":
                self.page.keyboard.press("Enter")
            elif wanted(stop):
                return stop
        raise AssertionError(f"{self.page.url}: no way to {looking_for} with Tab")

    def follow(self, name):
        """Presses the link or button whose name begins so, and waits for the page it leads to."""
        self.reach(lambda stop: stop["tag"] in ("a", "button") and stop["name"].startswith(name), name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def open(self, name):
        self.reach(lambda stop: stop["tag"] == "summary" and stop["name"].startswith(name), name)
        self.page.keyboard.press("Enter")

    def write(self, label, text):
        self.reach(lambda stop: stop["tag"] in ("input", "textarea") and stop["name"].startswith(label), label)
        self.page.keyboard.type(text)

    def tick(self, label):
        self.reach(lambda stop: stop["type"] == "checkbox" and stop["name"] == label, label)
        self.page.keyboard.press("Space")
        assert focused(self.page)["checked"], f"{label} is not ticked"

    def choose(self, group, label):
        stop = self.reach(lambda stop: stop["type"] == "radio" and stop["group"] == group, f"{group}: {label}")
        for _ in range(10):
            if stop["name"] == label and stop["checked"]:
                return
            self.page.keyboard.press("ArrowDown")
            stop = focused(self.page)
        raise AssertionError(f"{group} has no {label}")


class Pointer:
    """Clicks, and fields filled in; works without script."""

    def __init__(self, page):
        self.page = page
        self.main = page.locator("main")

    def named(self, tags, name):
        return self.main.locator(tags).filter(has_text=re.compile(r"^\s*" + re.escape(name))).first

    def follow(self, name):
        with self.page.expect_navigation():
            self.named("a, button", name).click()

    def open(self, name):
        self.named("summary", name).click()

    def write(self, label, text):
        self.main.get_by_label(re.compile("^" + re.escape(label))).locator("visible=true").first.fill(text)

    def tick(self, label):
        self.main.get_by_label(label, exact=True).check()

    def choose(self, group, label):
        self.main.get_by_role("group", name=group, exact=True).get_by_label(label, exact=True).check()
