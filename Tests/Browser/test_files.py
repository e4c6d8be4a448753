"""Files and pictures of a practice: added, described, refused with everything kept, ordered, removed; with and without script."""

import io
import re

import pytest
from PIL import Image, ImageDraw

from support.browsing import axe, no_sideways_scroll

WIDTHS = (360, 1440)
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome to the night school\n"
VIDEO = bytes([0, 0, 0, 24]) + b"ftypmp42" + bytes(4) + b"mp42isom" + bytes([0, 0, 0, 8]) + b"mdat"


def photograph(shade=160, size=(1400, 900)):
    picture = Image.new("RGB", size, (20, 120, shade))
    draw = ImageDraw.Draw(picture)
    for step in range(0, size[0], 90):
        draw.line((step, 0, size[0] - step, size[1]), fill=(step % 255, 90, 200), width=14)
    exif = Image.Exif()
    exif[0x010E] = "canary description"
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def begin(page, title):
    page.goto("/drafts/new")
    page.fill("[name=title]", title)
    page.select_option("[name=city]", "catania")
    page.click("main form.form [type=submit]")
    page.wait_for_url("**/write/basics")
    return re.search(r"/drafts/[^/]+", page.url).group(0)


def add(page, path, name, content, consent="nobody", note=None):
    page.goto(f"{path}/files")
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.check(f"[name=consent][value={consent}]")
    if note:
        page.fill("[name=consentNote]", note)
    with page.expect_navigation():
        page.click("main form[enctype] [type=submit]")


def describe(page, **fields):
    for name, value in fields.items():
        control = page.locator(f"[name={name}]").first
        control.select_option(value) if control.evaluate("e => e.tagName") == "SELECT" else control.fill(value)
    with page.expect_navigation():
        page.click("main form.form button.button--large")


PICTURE = {"title": "The class in June", "alternative": "Twelve people around two tables, a child draws", "maker": "Maria Rossi", "licence": "cc_by"}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_author_adds_a_picture_and_says_what_it_is(visit, script):
    page = visit("/drafts", role="author", script=script)
    path = begin(page, f"School with pictures {'with' if script else 'without'} script")
    page.goto(f"{path}/files")
    assert "There is nothing yet" in page.locator("main").inner_text()
    page.watcher.expected.add(page.url)

    add(page, path, "page.jpg", b"<html><script>alert(1)</script></html>", "given", "Forms of May, kept by the school")
    assert "cannot be added" in page.locator(".error-summary").inner_text()
    assert page.input_value("[name=consentNote]") == "Forms of May, kept by the school", "what was typed stays"
    assert page.is_checked("[name=consent][value=given]")

    add(page, path, "IMG_0001.JPG", photograph(150 if script else 151), "given", "Forms of May, kept by the school")
    assert re.search(r"/files/[^/]+$", page.url), "and then it is described"
    describe(page, **PICTURE)
    entry = page.locator(".file-entry").first
    assert "The class in June" in entry.inner_text() and "Still missing" not in entry.inner_text()
    if script:
        page.wait_for_function("() => [...document.images].every(one => one.complete && one.naturalWidth > 0)")

    add(page, path, "plan.txt", b"The plan of the school, week by week.\n" + (b"x" if script else b"y"))
    assert page.locator("[name=alternative]").count() == 0, "a document is asked for its language, not for what it shows"
    describe(page, title="The plan", language="it", maker="Adult school", licence="cc0")
    with page.expect_navigation():
        page.locator(".file-entry").last.locator("[value=up]").click()
    assert "The plan" in page.locator(".file-entry h3").first.inner_text()
    with page.expect_navigation():
        page.locator(".file-entry").first.locator("form").last.locator("button").click()
    assert page.locator(".file-entry").count() == 1
    page.locator("details summary").last.click()
    with page.expect_navigation():
        page.locator("[value=putBack]").click()
    assert page.locator(".file-entry").count() == 2

    page.goto(f"{path}/preview")
    shown = page.locator("#files img")
    assert shown.get_attribute("alt") == PICTURE["alternative"]
    assert "By Maria Rossi" in page.locator("#files").inner_text() and "kept by the school" not in page.content()


def test_a_file_that_is_too_large_is_said_to_be_so_before_it_is_sent(visit):
    page = visit("/drafts", role="author")
    path = begin(page, "School with a large file")
    page.goto(f"{path}/files")
    page.set_input_files("#file", {"name": "large.txt", "mimeType": "text/plain", "buffer": b"0123456789" * 2_200_000})
    assert "more than 20 MB" in page.locator("[data-upload-problem]").inner_text()
    page.set_input_files("#file", {"name": "small.txt", "mimeType": "text/plain", "buffer": b"small"})
    assert not page.locator("[data-upload-problem]").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_for_everybody(visit, width, language):
    page = visit("/drafts", role="author", width=width, language=language, script="blocked")
    path = begin(page, "مدرسة ليلية بالصور" if language == "ar" else "School for everybody")
    number = width + len(language) + ord(language[0])
    add(page, path, "IMG.JPG", photograph(number % 255, (900 + number % 7, 1300)))
    for field in ("title", "alternative", "maker"):
        page.fill(f"[name={field}]", PICTURE[field])
    axe(page)
    no_sideways_scroll(page)
    describe(page, **PICTURE)
    add(page, path, "a-lesson-with-a-very-long-name-that-somebody-gave-it-in-a-hurry-2024-05-12.mp4", VIDEO + bytes([number % 255, number // 255]))
    describe(page, title="A lesson", language="it", maker="Maria Rossi", licence="cc_by_sa")
    add(page, path, "a-lesson.vtt", CAPTIONS + str(number).encode())
    page.goto(f"{path}/files")
    axe(page)
    no_sideways_scroll(page)
    for address in ("", "/preview"):
        page.goto(path + address)
        # A preview is a page of ours; the player in it is the browser's.
        page.wait_for_load_state()
        axe(page, within="#files" if address else None)
        no_sideways_scroll(page)
