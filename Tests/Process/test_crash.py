"""kill -9 in the middle of writing: what was acknowledged is there, and the chain holds."""

import http.client
import itertools
import subprocess
import threading
import time

from support.home import STARTER
from support.program import surroundings

ROUNDS = 5
WRITERS = 4


class Writer(threading.Thread):
    """Describes needs and decides on matches until nobody answers any more, and remembers what was acknowledged."""

    def __init__(self, visitor, practice, precondition, name):
        super().__init__(daemon=True)
        self.visitor = visitor
        self.practice = practice
        self.precondition = precondition
        self.name = name
        self.numbers = itertools.count(1)
        self.needs = {}      # address → text
        self.decided = set()  # addresses with the practice on the shortlist
        self.answered = set()  # addresses with the precondition met
        self.refused = []

    def run(self):
        try:
            while True:
                text = f"Need {next(self.numbers)} of {self.name}: families look for a kindergarten place"
                path = self.send("/needs/new", {"text": text, "city": "catania"})
                self.needs[path] = text
                self.send(f"{path}/matches/{self.practice}/decision", {"decision": "shortlist"})
                self.decided.add(path)
                self.send(f"{path}/matches/{self.practice}/answers", {f"answer.{self.precondition}": "met"})
                self.answered.add(path)
        except (OSError, http.client.HTTPException):
            pass  # the program is gone

    def send(self, path, fields):
        """:return: where the acknowledgement points to."""
        # Each comes from somewhere else: a person in a hurry would be asked to slow down.
        number = next(self.numbers)
        self.visitor.comes_from = f"10.9.{number // 250 % 250}.{number % 250 + 1}"
        answer = self.visitor.send(path, fields)
        if answer.status != 303:
            self.refused.append(f"{path}: {answer.status}")
            raise OSError("refused")
        return answer.location


def first_precondition(visitor):
    """A practice with preconditions and the id of its first, as its form names it."""
    need = visitor.send("/needs/new", {"text": "Newcomers need orientation in their own language", "city": "catania"}).location
    page = visitor.get(f"{need}/matches/vienna-startwien").text
    return "vienna-startwien", page.split('id="precondition-', 1)[1].split('"', 1)[0]


def kept(home):
    """What the database holds, by address."""
    def paths(statement):
        return {f"/needs/{row[0]}": row[1] for row in home.sql(statement)}

    return (
        paths("SELECT need_id, text FROM need_version"), paths("SELECT need_id, decision FROM need_decision"),
        paths("SELECT need_id, answer FROM need_answer"))


def test_nothing_acknowledged_is_lost(ponte, home, serve):
    running = serve(home)
    practice, precondition = first_precondition(running.visitor("city-officer"))
    roles = ["city-officer", "city-lead"]
    writers = [Writer(running.visitor(roles[number % 2]), practice, precondition, f"writer {number}") for number in range(WRITERS)]
    acknowledged = 0
    for round in range(ROUNDS):
        for writer in writers:
            writer.start()
        # Somewhere else in the work each time.
        time.sleep(0.4 + 0.11 * round)
        running.kill()
        for writer in writers:
            writer.join(10)
            assert not writer.refused, writer.refused

        ponte("audit", "verify", settings=home.settings).well()
        running.start()
        needs, decisions, answers = kept(home)
        for writer in writers:
            assert writer.needs.items() <= needs.items(), "a need that was acknowledged is gone"
            assert writer.decided <= decisions.keys(), "a decision that was acknowledged is gone"
            assert writer.answered <= answers.keys(), "an answer that was acknowledged is gone"
            assert writer.visitor.is_signed_in, "the session is gone"
            newest = list(writer.needs)[-1]
            assert writer.needs[newest] in writer.visitor.get(newest).text
        acknowledged += sum(len(writer.needs) for writer in writers)
        # The same browsers go on: cookies and form tokens of before are still good.
        writers = [Writer(writer.visitor, practice, precondition, f"{writer.name}, again") for writer in writers]
    assert acknowledged >= ROUNDS * WRITERS, "hardly anything was written"
    assert running.stop() == 0
    assert f"{home.count('audit')} entries" in ponte("audit", "verify", settings=home.settings).well().out.replace(",", "")


def test_every_entry_of_the_chain_has_what_it_tells_of(ponte, home, serve):
    """A fact and its change are one transaction: neither is there without the other."""
    running = serve(home)
    practice, precondition = first_precondition(running.visitor("city-officer"))
    writer = Writer(running.visitor("city-officer"), practice, precondition, "writer")
    writer.start()
    time.sleep(0.5)
    running.kill()
    writer.join(10)
    told = {row[0] for row in home.sql("SELECT record_id FROM audit WHERE record_kind = 'need'")}
    assert told == {row[0] for row in home.sql("SELECT id FROM need")}
    assert told


def test_killed_while_importing_nothing_or_all(binary, ponte, empty_home):
    """The import of 115 practices is one transaction, whenever it is killed."""
    ponte("import", "cities", STARTER / "cities.json", settings=empty_home.settings).well()
    files = sorted((STARTER / "practices").glob("*.json"))
    for seconds in (0.05, 0.1, 0.15, 0.2, 0.3):
        importing = subprocess.Popen(
            [binary, "import", "practices", *files], env=surroundings(empty_home.settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        importing.kill()
        importing.wait()
        assert empty_home.count("practice") in (0, len(files))
        ponte("audit", "verify", settings=empty_home.settings).well()
    ponte("import", "practices", *files, settings=empty_home.settings).well()
    assert empty_home.count("practice") == len(files)
