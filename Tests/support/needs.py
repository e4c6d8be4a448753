"""Needs made over HTTP, for tests that begin where one is already there."""

import html
import re

TEXT = (
    "Abbiamo 400 donne rifugiate con poca istruzione e senza asilo nido. I corsi di italiano ci sono, ma quasi nessuna riesce a "
    "frequentarli. Vorremmo che in due anni un centinaio di loro trovasse un lavoro."
)
FIELDS = {
    "title": "Donne rifugiate senza asilo nido", "text": TEXT, "city": "catania", "group": ["women", "refugees"], "people": "400", "budget": "250000",
    "months": "24", "competent": "Asili nido\nServizi sociali", "notCompetent": "Permessi di soggiorno", "inPlace": "Corsi di italiano\nMediatrici culturali",
}


class Need:
    """One need of a signed-in `Visitor`."""

    def __init__(self, visitor, **changes):
        self.visitor = visitor
        self.fields = FIELDS | changes
        self.path = self.saved(visitor.send("/needs/new", {"version": "0", **self.fields}))
        self.version = 1

    def saved(self, answer):
        assert answer.status == 303, f"was not saved: {answer.status}"
        return answer.location

    def change(self, visitor=None, **changes):
        self.fields |= changes
        self.saved((visitor or self.visitor).send(f"{self.path}/edit", {"version": str(self.version), **self.fields}))
        self.version += 1

    def ranked(self):
        """The paths of the matches on the first page, best first."""
        page = self.visitor.get(self.path).text
        return [html.unescape(path) for path in re.findall(r'match__title"><a href="([^"]+)"', page)]

    def shortlist(self, *matches):
        for match in matches:
            self.saved(self.visitor.send(f"{match}/decision", {"decision": "shortlist", "back": self.path}))

    def set_aside(self, match, reason):
        self.saved(self.visitor.send(f"{match}/decision", {"decision": "aside", "reason": reason, "back": self.path}))

    def answer(self, match, *values):
        """Answers the first preconditions of a match with these values: met, partly, missed, notApplicable."""
        page = self.visitor.get(match).text
        names = list(dict.fromkeys(re.findall(r'name="(answer\.[^"]+)"', page)))
        if names:
            self.saved(self.visitor.send(f"{match}/answers", {"version": str(self.version), **dict(zip(names, values))}))

    def share_with_colleagues(self):
        people = re.findall(r'name="person" value="([^"]+)"', self.visitor.get(f"{self.path}/share").text)
        self.saved(self.visitor.send(f"{self.path}/share", {"audience": "some", "person": people}))
