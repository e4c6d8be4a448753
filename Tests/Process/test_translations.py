"""Files for translators outside, as other programs read them; and a machine that is asked over HTTP."""

import http.server
import json
import threading

import pytest
from lxml import etree

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
DEMO = {"PONTE_DEMO": "true"}


class Translator:
    """A service with LibreTranslate's /translate, which writes the target's code in front of each text."""

    def __enter__(self):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                asked.append(question)
                body = json.dumps({"translatedText": [f"[{question['target']}] {text}" for text in question["q"]]}).encode()
                self.send_response(200 if self.path == "/translate" else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def test_a_file_is_as_the_standard_says(serve, sqlite_home):
    translator = serve(sqlite_home, **DEMO).visitor("translator")
    answer = translator.get("/translations.xlf?from=en&to=it", seconds=30)
    assert answer.status == 200
    root = etree.fromstring(answer.text.encode())
    assert root.tag == XLIFF + "xliff" and dict(root.attrib) == {"version": "2.1", "srcLang": "en", "trgLang": "it"}
    files = root.findall(XLIFF + "file")
    assert len(files) > 100 and len({file.get("id") for file in files}) == len(files)
    for file in files:
        assert [child.tag for child in file][0] == XLIFF + "notes"
        units = file.findall(XLIFF + "unit")
        assert units and len({unit.get("id") for unit in units}) == len(units)
        for unit in units:
            assert [child.tag for child in unit] == [XLIFF + "notes", XLIFF + "segment"]
            notes = {note.get("category"): note.text for note in unit.iter(XLIFF + "note")}
            assert len(notes["ponte:source-hash"]) == 64
            segment = unit.find(XLIFF + "segment")
            assert segment.get("state") == "initial" and [child.tag for child in segment] == [XLIFF + "source"]
            assert segment[0].text.strip()


@pytest.mark.parametrize("path", ["", "/", "/translate"])
def test_a_machine_is_asked_as_libretranslate_is(serve, sqlite_home, path):
    with Translator() as machine:
        server = serve(sqlite_home, PONTE_TRANSLATE_URL=machine.url + path, PONTE_TRANSLATE_KEY="secret", **DEMO)
        translator = server.visitor("translator")
        address = "/translations/milan-celav?to=de"
        page = translator.get(address)
        sent = {"revision": page.field("revision"), "version": page.field("version"), "then": "machine"}
        assert translator.send(address, sent, seconds=30).status == 303
        assert machine.asked and all(one["api_key"] == "secret" and one["source"] == "en" and one["target"] == "de" and one["format"] == "text" for one in machine.asked)
        reader = server.visitor().get("/practices/milan-celav?lang=de")
        assert "[de] " in reader.text and "Maschinelle Übersetzung" in reader.text
