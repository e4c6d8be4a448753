"""Writing a practice and bringing it into the compendium: author, editor, peer, editor; and nothing typed is lost on the way."""

import re

import pytest
from playwright.sync_api import expect

from support.browsing import axe, no_sideways_scroll
from support.hands import Keyboard, focused

WIDTHS = (360, 1440)


def begin(page, title):
    page.goto("/drafts/new")
    page.fill("[name=title]", title)
    page.select_option("[name=city]", "catania")
    page.click("main form.form [type=submit]")
    page.wait_for_url("**/write/basics")
    return re.search(r"/drafts/[^/]+", page.url).group(0)


def go_on(page):
    with page.expect_navigation():
        page.locator("main form.form button[value=next]").last.click()


def fill(page, path):
    page.goto(f"{path}/write/basics")
    page.fill("[name=lead_organisation]", "Comune di Catania")
    for field, value in [("organisation_type", "municipality"), ("status", "running"), ("policy_areas", "schooling"), ("target_groups", "women")]:
        page.check(f"[name={field}][value={value}]")
    go_on(page)
    page.fill("[name=problem]", "Of 1,200 refugees 430 are women who never went to school.")
    page.fill("[name=solution]", "Evening courses, with childcare next door.")
    go_on(page)
    page.fill("[name=partners]", "A school\nAn association")
    page.fill("[name=preconditions]", "A school that is open in the evening")
    go_on(page)
    page.fill("[name=results]", "61 of 174 women found work within a year.")
    page.check("[name=evidence][value=output_counts]")
    go_on(page)
    page.fill("[name='building_blocks.1.title']", "Childcare next door")
    go_on(page)
    page.fill("[name='sources.1.title']", "Report of the city, 2020")
    go_on(page)


def choose_peer(editor, name="Stina Berg"):
    option = editor.locator("[name=peer] option").filter(has_text=name)
    assert option.count() == 1, f"{name} of another city is offered"
    editor.select_option("[name=peer]", option.get_attribute("value"))


def kept(page):
    expect(page.locator("[data-keep-state]")).not_to_be_empty()
    return page.locator("[data-keep-state]").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_first_word_to_the_compendium(visit, script, neighbour):
    title = f"Night school with childcare {'with' if script else 'without'} script"
    author = visit("/drafts", role="author", script=script)
    path = begin(author, title)
    fill(author, path)
    assert author.url.endswith(path)
    author.click("button[value=submit]")
    editor = visit("/queue", role="editor", script=script)
    editor.click(f"main tbody a:has-text('{title}')")
    offered = " ".join(editor.locator("[name=peer] option").all_text_contents())
    assert "Catania" not in offered and "Chiara Russo" not in offered, "a peer comes from another city"
    choose_peer(editor)
    editor.click("button[value=sendToPeer]")
    editor.goto(f"{path}/review")
    assert editor.locator("button[value=passPeerCheck]").count() == 0, "nobody answers for the peer"
    peer = visit("/drafts", role=neighbour, script=script)
    peer.click(f"main a:has-text('{title}')")
    peer.fill("[name=reason]", "It would work in our city too.")
    with peer.expect_navigation():
        peer.click("button[value=passPeerCheck]")
    if not script:
        return  # one of the two is enough in the compendium
    editor.goto(f"{path}/review")
    editor.fill("[name=reason]", "The figures carry what is claimed.")
    editor.click("button[value=publish]")
    editor.click(f"a[href^='/practices/catania-night-school']")
    assert editor.locator("h1").inner_text() == title
    reader = visit(f"/practices?q=night+school+childcare")
    assert reader.locator(f"text={title}").count() >= 1


def test_changes_are_asked_for_at_a_field(visit):
    author = visit("/drafts", role="author")
    path = begin(author, "Sent back once")
    fill(author, path)
    author.fill("[name=reason]", "The figures are of last month.")
    with author.expect_navigation():
        author.click("button[value=submit]")
    editor = visit(f"{path}/review", role="editor")
    place = editor.locator(".review-row:has([name='remark.problem'])")
    place.locator("summary").click()
    place.locator("textarea").fill("Where does the figure 430 come from?")
    editor.fill("[name=reason]", "Almost there.")
    with editor.expect_navigation():
        editor.click("button[value=askForChanges]")
    author.goto(path)
    assert "Where does the figure 430 come from?" in author.locator(".remarks").inner_text()
    author.locator(".remarks a").click()
    assert "Where does the figure 430 come from?" in author.locator(".manuscript-field:has([name=problem]) .remark").inner_text()
    author.fill("[name=problem]", "Of 1,200 refugees 430 are women who never went to school (city office, 2018).")
    go_on(author)
    author.goto(path)
    with author.expect_navigation():
        author.click("button[value=submit]")
    editor.goto(f"{path}/review")
    assert place.locator(".badge").inner_text().startswith("Changed since")
    assert editor.locator(".review-row .badge").count() == 1, "only what was written anew"
    axe(editor)


class Writing(Keyboard):
    """The keys alone, in any language: what is looked for is known by its id or value."""

    def at(self, ident):
        return self.reach(lambda stop: stop["id"] == ident, ident)

    def fill(self, ident, text):
        self.at(ident)
        self.page.keyboard.type(text)

    def tick_at(self, ident):
        self.at(ident)
        self.page.keyboard.press("Space")
        assert focused(self.page)["checked"], f"{ident} is not ticked"

    def choose_at(self, field, value):
        """A radio button: Tab goes to the group, the arrows go within it."""
        stop = self.reach(lambda stop: stop["id"].startswith(f"{field}-"), field)
        for _ in range(12):
            if stop["id"] == f"{field}-{value}":
                self.page.keyboard.press("Space")
                assert focused(self.page)["checked"]
                return
            self.page.keyboard.press("ArrowDown")
            stop = focused(self.page)
        raise AssertionError(f"{field} has no {value}")

    def select(self, ident, wanted):
        self.at(ident)
        for _ in range(100):  # more than there are cities
            option = self.page.evaluate("document.activeElement.selectedOptions[0]?.value + ' ' + document.activeElement.selectedOptions[0]?.textContent")
            if wanted in option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{ident} has no {wanted}")

    def press(self, value):
        self.reach(lambda stop: stop["tag"] == "button" and stop["value"] == value, value)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_author_peer_and_editor_need_no_pointer(visit, neighbour, language):
    title = f"By keyboard alone {language}"
    author = Writing(visit(f"/drafts/new?lang={language}", role="author", language=language))
    author.fill("title", title)
    author.select("city", "catania")
    author.reach(lambda stop: stop["tag"] == "button" and stop["type"] == "submit" and stop["value"] == "", "begin")
    with author.page.expect_navigation():
        author.page.keyboard.press("Enter")
    path = re.search(r"/drafts/[^/]+", author.page.url).group(0)
    author.fill("lead_organisation", "Comune di Catania")
    author.choose_at("organisation_type", "municipality")
    author.choose_at("status", "running")
    author.tick_at("policy_areas-schooling")
    author.tick_at("target_groups-women")
    author.press("next")
    author.fill("problem", "Of 1,200 refugees 430 are women who never went to school.")
    author.fill("solution", "Evening courses, with childcare next door.")
    author.press("next")
    author.fill("migrants_involved", "Two mediators, paid by the hour.")
    author.press("next")
    author.fill("results", "61 of 174 women found work within a year.")
    author.choose_at("evidence", "output_counts")
    author.press("next")
    author.fill("building_blocks.1.title", "Childcare next door")
    author.press("next")
    author.fill("sources.1.title", "Report of the city, 2020")
    author.press("next")
    assert author.page.url.endswith(path)
    author.press("submit")

    editor = Writing(visit(f"/queue?lang={language}", role="editor", language=language))
    editor.follow(title)
    editor.select("peer", "Stina Berg")
    editor.press("sendToPeer")
    peer = Writing(visit(f"/drafts?lang={language}", role=neighbour, language=language))
    peer.follow(title)
    peer.fill("reason", "It would work in our city too.")
    peer.press("passPeerCheck")
    editor.page.goto("/queue?stage=expert_check")
    editor.follow(title)
    editor.fill("reason", "Not enough is known of what came of it.")
    # Enough of these practices are in the compendium.
    editor.press("refuse")
    author.page.goto(path)
    assert "Not enough is known of what came of it." in author.page.locator(".step-list").inner_text()


def test_what_is_typed_is_kept_without_a_button(visit):
    page = visit("/drafts", role="author")
    path = begin(page, "Kept as it is typed")
    page.goto(f"{path}/write/story")
    page.fill("[name=problem]", "The first sentence.")
    assert "Saved at" in kept(page)
    page.goto(f"{path}/write/story")
    assert page.input_value("[name=problem]") == "The first sentence."


def test_a_lost_line_loses_nothing(visit):
    page = visit("/drafts", role="author")
    path = begin(page, "Written on a train")
    page.goto(f"{path}/write/story")
    page.route("**/fields", lambda route: route.abort())
    page.watcher.expected.add(page.url.split("/write/")[0] + "/fields")
    page.fill("[name=problem]", "Typed in a tunnel.")
    assert "Not saved yet" in kept(page)
    page.unroute("**/fields")
    page.reload()
    assert page.input_value("[name=problem]") == "Typed in a tunnel.", "the browser kept it"
    expect(page.locator("[data-keep-state]")).to_contain_text("Saved at")
    page.goto(f"{path}/fields/problem")
    assert page.locator("text=Typed in a tunnel.").count() == 1


def test_two_tabs_show_both_texts(visit):
    page = visit("/drafts", role="author")
    path = begin(page, "Two tabs")
    page.goto(f"{path}/write/story")
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("[name=problem]", "From the second tab.")
    expect(other.locator("[data-keep-state]")).to_contain_text("Saved at")
    page.fill("[name=problem]", "From the first tab.")
    note = page.locator(".notice[role=alert]")
    note.wait_for()
    assert "From the second tab." in note.inner_text()
    note.get_by_role("button", name="Take theirs").click()
    assert page.input_value("[name=problem]") == "From the second tab."


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible(visit, width, language):
    author = visit(f"/drafts?lang={language}", role="author", width=width, language=language)
    path = begin(author, f"Accessible {width} {language}")
    for address in ["/drafts", "/drafts/new", path, f"{path}/write/story", f"{path}/write/results?add=figures", f"{path}/write/blocks", f"{path}/preview"]:
        author.goto(address)
        axe(author)
        no_sideways_scroll(author)
    author.goto(f"{path}/fields/title")
    axe(author)
    no_sideways_scroll(author)
    editor = visit(f"/queue?lang={language}", role="editor", width=width, language=language)
    for address in ["/queue", f"{path}/review", "/practices/malmo-yalla-trappan/life"]:
        editor.goto(address)
        axe(editor)
        no_sideways_scroll(editor)
