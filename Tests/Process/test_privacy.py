"""What the program keeps of people with everything around it: logs, files, dumps and backups.

Canary people type words that stand nowhere else. The words must be in their files, never in a log, and nowhere once they are forgotten: not
even when a backup from before is restored with the register of erasures.
"""

import json
import time

import pytest

from support.home import Home

PASSWORD = "a long enough one"


class Canary:
    def __init__(self, name, role, scope):
        self.name, self.role, self.scope = name, role, scope
        self.email = name.lower().replace(" ", ".") + "@canary.example"
        self.words = [name, self.email]

    def word(self, text):
        self.words.append(text)
        return text


@pytest.fixture
def canaries(ponte, home):
    people = [Canary("Quillonia Brambek", "city-officer", "city:catania"), Canary("Xandriel Pomquist", "author", "city:catania")]
    for one in people:
        ponte(
            "user", "create", "--email", one.email, "--name", one.name, "--role", one.role, "--scope", one.scope, "--password-stdin",
            settings=home.settings, typed=PASSWORD + "\n").well()
    return people


@pytest.fixture
def another_place(tmp_path):
    made = []

    def place(home, name):
        made.append(Home(tmp_path / name, home.server, home.server and home.server.database()))
        return made[-1]

    yield place
    for one in made:
        one.discard()


def visit(running, canary):
    return running.visitor().sign_in({"email": canary.email, "password": PASSWORD})


def write_everywhere(running, officer, author):
    visitor = visit(running, officer)
    sent = visitor.send("/needs/new", {"title": officer.word("zanzerlune"), "text": "We lack " + officer.word("quorvexil"), "city": "catania", "inPlace": officer.word("brundelmax")})
    assert sent.status == 303
    assert visitor.send("/searches", {"name": officer.word("sinkelbroz"), "q": officer.word("ottovinkel")}).status == 303
    visitor = visit(running, author)
    begun = visitor.send("/drafts/new", {"title": author.word("fimbulwerk"), "language": "en", "city": "catania"})
    assert begun.status == 303
    draft = begun.location.split("/")[2]
    written = visitor.send(f"/drafts/{draft}/write/story", {"_fields": "problem", "problem": author.word("grondelquast"), "revision": "9", "then": "next"})
    assert written.status == 303, written.text[:300]
    # What is refused and what fails is not logged either.
    visitor.send("/drafts/new", {"title": author.word("wuppertine") * 500, "language": "xx", "city": "nowhere"})
    visitor.get("/practices?q=" + author.words[-1])
    author.words.pop()
    running.visitor().send("/sign-in", {"email": officer.email, "password": "not " + officer.words[2]})


def everything(home):
    """All bytes there are of a home: its folder, and a dump of its database."""
    files = {str(path): path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}
    if home.server:
        files["dump"] = home.server.run("pg_dump", home.server.url(home.database)).encode()
    return files


def found(words, home):
    return sorted({(word, name.rpartition("/")[2]) for name, data in everything(home).items() for word in words if word.encode() in data})


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_canaries_are_in_their_files_and_nowhere_once_they_are_forgotten(ponte, home, canaries, serve, another_place, tmp_path):
    running = serve(home)
    officer, author = canaries
    write_everywhere(running, officer, author)
    for one in canaries:
        answer = visit(running, one).send("/account/data", {"password": PASSWORD})
        assert answer.status == 200
        file = json.loads(answer.text)
        assert file["format"] == "ponte-personal-data-1"
        assert [word for word in one.words if word not in answer.text] == []
        assert json.loads(ponte("privacy", "data", one.email, settings=home.settings).well().out)["person"] == file["person"]
    words = [word for one in canaries for word in one.words]
    assert {word for word, _ in found(words, home)} == set(words), "a canary that is nowhere proves nothing"
    backup = tmp_path / "before.tar.gz"
    ponte("backup", backup, settings=home.settings).well()
    chain = home.count("audit")

    gone = visit(running, officer).send("/account/forget", {"password": PASSWORD, "sure": "yes"})
    assert (gone.status, gone.location) == (303, "/")
    ponte("privacy", "forget", author.email, settings=home.settings).with_code(2)
    ponte("privacy", "forget", author.email, "--yes", settings=home.settings).well()
    ponte("privacy", "data", author.email, settings=home.settings).with_code(2)

    assert until(lambda: home.sql("SELECT count(*) FROM erasure WHERE cleaned_at IS NULL") == [["0"]]), running.tail()
    register = home.folder / "erasures.jsonl"
    assert until(lambda: register.exists() and len(register.read_text().splitlines()) == 2)
    assert register.stat().st_mode & 0o777 == 0o600
    assert found(words, home) == [], "left behind"
    assert home.count("audit") > chain
    ponte("audit", "verify", settings=home.settings).well()
    assert ponte("privacy", "erasures", settings=home.settings).well().lines == register.read_text().splitlines()
    log = running.log.read_text()
    assert log, "nothing was logged at all"
    running.stop()
    assert found(words, home) == []

    # A backup from before, with the register.
    copy = tmp_path / "kept-apart.jsonl"
    copy.write_text(register.read_text())
    restored = another_place(home, "restored")
    said = ponte("restore", backup, "--erasures", copy, settings=restored.settings).well()
    assert "2 people forgotten again" in said.out
    assert found(words, restored) == []
    ponte("audit", "verify", settings=restored.settings).well()
    assert (restored.folder / "erasures.jsonl").read_text() == copy.read_text()

    # Without it everybody is back, and it is said; the next start takes a register that was put beside it.
    forgetful = another_place(home, "forgetful")
    said = ponte("restore", backup, settings=forgetful.settings).well()
    assert "No register of erasures" in said.out
    assert {word for word, _ in found(words, forgetful)} == set(words)
    (forgetful.folder / "erasures.jsonl").write_text(copy.read_text())
    again = serve(forgetful)
    assert until(lambda: forgetful.sql("SELECT count(*) FROM erasure WHERE cleaned_at IS NULL") == [["0"]]), again.tail()
    assert found(words, forgetful) == []

    # Restored by other means.
    third = another_place(home, "third")
    ponte("restore", backup, settings=third.settings).well()
    said = ponte("privacy", "reapply", copy, settings=third.settings).well()
    assert "2 people had come back" in said.out
    assert found(words, third) == []
    assert "0 people had come back" in ponte("privacy", "reapply", copy, settings=third.settings).well().out


def test_a_damaged_register_is_not_passed_over(ponte, sqlite_home, tmp_path):
    backup, damaged = tmp_path / "b.tar", tmp_path / "damaged.jsonl"
    ponte("backup", backup, settings=sqlite_home.settings).well()
    damaged.write_text('{"at":"2026-01-01T00:00:00.000Z","person":"x"}\n{"at":"then"}\n')
    place = tmp_path / "new"
    refused = ponte("restore", backup, "--data", place, "--erasures", damaged, settings={}).with_code(2)
    assert "line 2" in refused.err
    assert not place.exists(), "nothing is put in place"
    ponte("restore", backup, "--data", place, "--erasures", tmp_path / "nowhere", settings={}).with_code(2)


def test_a_register_may_lie_in_the_empty_place(ponte, sqlite_home, tmp_path):
    backup, place = tmp_path / "b.tar", tmp_path / "new"
    ponte("backup", backup, settings=sqlite_home.settings).well()
    place.mkdir()
    person = sqlite_home.sql("SELECT id FROM person WHERE email = 'city-officer@demo.ponte.example'")[0][0]
    (place / "erasures.jsonl").write_text(f'{{"at":"2026-01-01T00:00:00.000Z","person":"{person}"}}\n')
    assert "1 person forgotten again" in ponte("restore", backup, "--data", place, settings={}).well().out
    assert Home(place).sql(f"SELECT email, name FROM person WHERE id = '{person}'") == [[person, ""]]


def test_the_record_needs_no_database(ponte, tmp_path):
    here = {"PONTE_DATA": str(tmp_path / "nothing"), "PONTE_PRIVACY_CONTACT": "dpo@city.eu"}
    said = ponte("privacy", "record", settings=here).well().out
    assert said.startswith("# Record of processing") and "dpo@city.eu" in said and "| manuscript_remark |" in said
    assert not (tmp_path / "nothing").exists()
    table = ponte("privacy", "record", "--csv", "--language", "de", settings=here).well().out
    assert '"manuscript_remark"' in table and "Rechtsgrundlage" in table
