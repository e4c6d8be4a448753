"""Translating a practice and reading the translation: translator, reader, in Italian and Arabic."""

import pytest

from support.browsing import axe, no_sideways_scroll

WIDTHS = (360, 1440)
PRACTICES = {True: "vienna-nachbarinnen", False: "berlin-neighbourhood-mothers"}
WORDS = {
    "it": ("Vicine di casa che aprono porte", "Le madri isolate non conoscono i servizi della città."),
    "ar": ("جارات يفتحن الأبواب", "الأمهات المعزولات لا يعرفن خدمات المدينة."),
}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", WORDS)
def test_from_missing_to_read(visit, script, language):
    slug = PRACTICES[script]
    title, problem = WORDS[language]
    translator = visit(f"/translations?to={language}&state=missing", role="translator", script=script)
    link = f"main a[href='/translations/{slug}?to={language}']"
    while not translator.locator(link).count():
        translator.click("nav.pager a[rel=next]")
    translator.click(link)
    translator.fill("[name='t.title']", title)
    translator.fill("[name='t.problem']", problem)
    with translator.expect_navigation():
        translator.locator(".pairs__save button").click()
    assert translator.input_value("[name='t.problem']") == problem
    assert translator.locator(".pair:has([name='t.problem']) .state--reviewed").count() == 1
    reader = visit(f"/practices/{slug}", language=language, script=script)
    heading = reader.locator("h1")
    assert heading.inner_text() == title
    assert heading.get_attribute("lang") == language and heading.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert problem in reader.locator("#problem").inner_text()
    assert reader.locator("#solution .prose").first.get_attribute("lang") == "en", "the rest is as it was written, and says so"
    reader.click("a[href$='original=1']")
    assert problem not in reader.locator("#problem").inner_text()
    found = visit(f"/practices?q={problem.split()[1]}", language=language)
    assert title in found.locator("main").inner_text(), "it is found in its translation"


def test_two_translators_see_both_texts(visit):
    path = "/translations/catania-volunteer-guardians?to=de"
    first, second = visit(path, role="translator"), visit(path, role="translator")
    for page, text in ((first, "Erste Fassung"), (second, "Zweite Fassung")):
        page.watcher.expected.add(page.url)
        page.fill("[name='t.solution']", text)
        with page.expect_navigation():
            page.locator(".pair:has([name='t.solution']) button[value='save:solution']").click()
    assert "Erste Fassung" in second.locator(".pair:has([name='t.solution']) .theirs").inner_text()
    assert second.input_value("[name='t.solution']") == "Zweite Fassung"
    axe(second)


PAGES = ["/translations?to=it", "/translations?to=it&state=outdated", "/translations/milan-celav?to=de", "/translations/malmo-yalla-trappan?to=ar", "/translation-files"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_accessible(visit, path, language, width):
    for scheme in ("light", "dark"):
        page = visit(path, role="translator", width=width, language=language, scheme=scheme)
        assert page.locator("h1").count() == 1
        axe(page, colours_only=scheme == "dark")
    no_sideways_scroll(visit(path, role="translator", width=320, language=language))


def test_a_file_goes_out_and_comes_back(visit, tmp_path):
    page = visit("/translations/milan-welcome-center?to=fr", role="translator")
    with page.expect_download() as download:
        page.click("a[href*='practice.xlf']")
    file = download.value.path().read_text()
    assert "<source>" in file and 'trgLang="fr"' in file
    start = file.index('<unit id="problem"')
    end = file.index("</source>", start) + len("</source>")
    back = tmp_path / "back.xlf"
    back.write_text(file[:end] + "<target>Le problème, traduit ailleurs.</target>" + file[end:])
    page.goto("/translation-files")
    page.set_input_files("[name=file]", back)
    with page.expect_navigation():
        page.click("form[enctype] [type=submit]")
    assert "1 text was taken in" in page.locator("main").inner_text()
    back.write_text((file[:end] + "<target>Autre chose.</target>" + file[end:]))
    page.watcher.expected.add(page.url.split("?")[0])
    page.set_input_files("[name=file]", back)
    with page.expect_navigation():
        page.click("form[enctype] [type=submit]")
    assert "translated this here since" in page.locator(".error-summary").inner_text()
    axe(page)
    assert "Le problème, traduit ailleurs." in visit("/practices/milan-welcome-center", language="fr").locator("#problem").inner_text()


def test_what_is_typed_stays_in_the_browser_until_it_is_saved(visit):
    page = visit("/translations/odense-bydelsmodre?to=fr", role="translator")
    page.fill("[name='t.problem']", "Écrit dans le train.")
    page.goto("/translations")
    page.go_back()
    page.goto("/translations/odense-bydelsmodre?to=fr")
    assert page.input_value("[name='t.problem']") == "Écrit dans le train."
    assert page.locator("text=have not saved it yet").count() == 1
    with page.expect_navigation():
        page.locator(".pairs__save button").click()
    assert page.input_value("[name='t.problem']") == "Écrit dans le train."
    assert page.locator("text=have not saved it yet").count() == 0
