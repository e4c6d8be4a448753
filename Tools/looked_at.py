"""Says which pages the browser suite did not look at with axe.

    ponte routes | looked_at.py test-results/axe.jsonl

Ends with 1 when there are some. Files to take along are no pages.
"""

import json
import re
import sys

#: Read by programs, or by axe in nothing but their name.
FILES = re.compile(r"\.(csv|json|pdf|docx|bib|ris|xlf|atom|ics)$")


def main(results):
    with open(results, encoding="utf-8") as log:
        looked = {json.loads(line)["page"] for line in log}
    pages = [words[1] for words in map(str.split, sys.stdin) if words[0] == "GET" and words[-2] == "page" and not FILES.search(words[1])]
    missed = [page for page in pages if not any(re.fullmatch(re.sub(r"\{[^/]+\}", "[^/]+", page), one) for one in looked)]
    print(f"{len(pages) - len(missed)} of {len(pages)} pages looked at with axe")
    for page in missed:
        print(f"  not looked at: {page}")
    return 1 if missed else 0


sys.exit(main(sys.argv[1]))
