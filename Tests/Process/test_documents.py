"""The documents that a reader takes along, looked into with libraries of their own: are they accessible, in every language?"""

import io
import re
import subprocess
import urllib.request
import zipfile

import pikepdf
import pytest

from support.program import ROOT

PRACTICE = "/practices/brussels-duo-for-a-job/versions/1/practice"


@pytest.fixture
def site(serve, sqlite_home):
    server = serve(sqlite_home, PONTE_WEASYPRINT=ROOT / ".tools/venv/bin/weasyprint")
    return lambda path: urllib.request.urlopen(server.url + path, timeout=120).read()


def elements(tree):
    """The names of all structure elements, in reading order."""
    if isinstance(tree, pikepdf.Array):
        return [name for branch in tree for name in elements(branch)]
    if isinstance(tree, pikepdf.Dictionary):
        return ([str(tree.S)] if "/S" in tree else []) + (elements(tree.K) if "/K" in tree else [])
    return []


@pytest.mark.parametrize("language, heading", [("en", "The problem"), ("ar", "المشكلة"), ("de", "Das Problem")])
def test_a_pdf_is_tagged_titled_and_speaks_its_language(site, tmp_path, language, heading):
    file = tmp_path / "practice.pdf"
    file.write_bytes(site(f"{PRACTICE}.pdf?lang={language}"))
    with pikepdf.open(file) as pdf:
        root = pdf.Root
        assert str(root.Lang) == language and bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as about:
            assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert about["dc:title"].startswith("DUO for a JOB")
        names = elements(root.StructTreeRoot.K)
        assert names.count("/H1") == 1 and names.count("/H2") >= 8
        assert {"/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= set(names)
        with pdf.open_outline() as outline:
            assert heading in [part.title for part in outline.root[0].children]
        assert all("/Tabs" in page and str(page.Tabs) == "/S" for page in pdf.pages if "/Annots" in page), "links are walked in reading order"
        assert all("/FontFile2" in font or "/FontFile3" in font for font in descriptors(pdf)), "every font is inside"
    assert subprocess.run(["qpdf", "--check", file], capture_output=True).returncode == 0


def descriptors(pdf):
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_docx_has_real_headings_lists_and_table_heads(site, language):
    with zipfile.ZipFile(io.BytesIO(site(f"{PRACTICE}.docx?lang={language}"))) as document:
        assert document.testzip() is None
        text = document.read("word/document.xml").decode()
        about = document.read("docProps/core.xml").decode()
    styles = re.findall(r'<w:pStyle w:val="(\w+)"', text)
    assert styles.count("Title") == 1 and styles.count("Heading1") >= 8 and "Heading2" in styles
    assert "<w:numPr>" in text and '<w:tblHeader w:val="true" />' in text
    assert f"<dc:language>{language}</dc:language>" in about and "DUO for a JOB" in about
    assert ("<w:bidi />" in text) == (language == "ar")


def test_a_handover_dossier_is_tagged_and_names_who_is_involved(serve, sqlite_home, tmp_path):
    server = serve(sqlite_home, PONTE_WEASYPRINT=ROOT / ".tools/venv/bin/weasyprint")
    officer = server.visitor("city-officer")
    assert "Handover dossier of Catania" in officer.get("/transfers/cities/catania").text
    file = tmp_path / "handover.pdf"
    for language in ("en", "ar"):
        asked = urllib.request.Request(f"{server.url}/cities/catania/handover.pdf?lang={language}", headers=officer.headers())
        file.write_bytes(urllib.request.urlopen(asked, timeout=120).read())
        with pikepdf.open(file) as pdf:
            assert str(pdf.Root.Lang) == language and bool(pdf.Root.MarkInfo.Marked)
            names = elements(pdf.Root.StructTreeRoot.K)
            assert names.count("/H1") == 1 and names.count("/H2") == 6 and {"/P", "/L", "/LI", "/Link"} <= set(names)
        assert subprocess.run(["qpdf", "--check", file], capture_output=True).returncode == 0
    assert server.visitor("member").get("/cities/catania/handover.pdf").status == 403
    assert officer.get("/cities/vienna/handover").status == 403
    assert not list((sqlite_home.folder / "documents").glob("handover*")), "names of people stay nowhere"
