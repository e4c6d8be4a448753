"""People at work: signed in, they describe needs by the form as fast as they are answered, and remember what was acknowledged."""

import http.client
import itertools
import threading
import time


class Busy(threading.Thread):
    """:param visitor: signed in. :param patience: go on after a failure, as a person would who tries again; else the first ends it."""

    def __init__(self, visitor, name, patient=False, pause=0.0):
        super().__init__(daemon=True)
        self.visitor, self.name, self.patient, self.pause = visitor, name, patient, pause
        self.numbers = itertools.count(1)
        self.needs = {}  # address → text, of what was answered with its place
        self.times = []  # when each was acknowledged
        self.failures = []  # (when, what)
        self.over = threading.Event()

    def run(self):
        while not self.over.is_set():
            number = next(self.numbers)
            text = f"Need {number} of {self.name}: families look for a kindergarten place"
            # Each comes from somewhere else: a person in a hurry would be asked to slow down.
            self.visitor.comes_from = f"10.9.{number // 250 % 250}.{number % 250 + 1}"
            try:
                answer = self.visitor.send("/needs/new", {"text": text, "city": "catania"})
                if answer.status == 303 and answer.location.startswith("/needs/"):
                    self.needs[answer.location] = text
                    self.times.append(time.monotonic())
                else:
                    self.failures.append((time.monotonic(), f"{answer.status} {answer.location}"))
                    if not self.patient:
                        return
            except (OSError, http.client.HTTPException) as error:
                self.failures.append((time.monotonic(), type(error).__name__))
                if not self.patient:
                    return
                time.sleep(0.05)
            time.sleep(self.pause)

    def stop(self):
        self.over.set()
        self.join(30)
        assert not self.is_alive(), "a request never ended"
        return self


def at_work(visitors, **manner):
    writers = [Busy(visitor, f"writer {number}", **manner) for number, visitor in enumerate(visitors)]
    for writer in writers:
        writer.start()
    return writers


def acknowledged(writers):
    return {path: text for writer in writers for path, text in writer.needs.items()}


def on_record(home):
    """Every need there is, by address, as its newest version words it."""
    return {f"/needs/{row[0]}": row[1] for row in home.sql("SELECT need_id, text FROM need_version ORDER BY version")}
