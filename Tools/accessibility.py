"""Makes the accessibility statement from what the last test run saw.

    accessibility.py test-results docs/accessibility.md

The wording follows the model of Commission Implementing Decision (EU) 2018/1523. What was checked, how often and what was found is
counted in test-results/axe.jsonl and browser.xml; what no machine can check stands in this file and has to be kept true by hand.
Ends with 1 when there is nothing to count.
"""

import collections
import datetime
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

from tally import count

STATEMENT = """# Accessibility statement

<!-- Made by `make accessibility` from the last whole test run. Change Tools/accessibility.py, not this file. -->

Ponte is made to be used by everybody: by keyboard, with a screen reader, enlarged, on a phone, without script, from right to left.
This statement is about the pages of the program as it comes. Whoever runs it adds their own address, their own content, and the body that
enforces accessibility in their country.

## Conformance

Ponte is made to conform with the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, and with EN 301 549 for web pages. {conformance}
The checks are automatic and by the developers; no independent audit and no test with people who use assistive technology every day has been made
yet, and automatic checks find less than half of all barriers. Until then, count on it to conform in part.

## What was checked

Test run of {day}, in Debian's Chromium, with axe-core (rules for WCAG 2.0 to 2.2, A and AA):

| | |
|---|---|
| pages and states looked at | {looks} |
| different addresses | {pages} |
| languages | {languages} |
| widths | {widths} |
| schemes | {schemes} |
| violations found | {violations} |
| browser tests, keyboard and no-script journeys among them | {tests} |
{found}
## What is not accessible, or not proven

- Content that cities write, and files they link to, is theirs. Ponte asks for alternative texts and marks the language of every text, but cannot see whether they are right.
- The texts in Arabic, French, German, Italian and Spanish have not been read by native speakers yet.
- PDFs are tagged, with language, title and headings; they were checked with qpdf and a PDF library, not with veraPDF or a screen reader.
- The map is a picture; the list beside it says the same.

## Feedback

Tell whoever runs this site, or report it as SECURITY and CONTRIBUTING say, what keeps you from using it. A page's address and what you used is enough.
"""


def main(results, target):
    try:
        looks = [json.loads(line) for line in (results / "axe.jsonl").read_text(encoding="utf-8").splitlines()]
        passed, failed, *_ = count(results / "browser.xml")
    except (OSError, ET.ParseError) as problem:
        print(f"accessibility: {problem}; run `make test` first", file=sys.stderr)
        return 1
    if not looks:
        print("accessibility: the last run looked at no page", file=sys.stderr)
        return 1
    violations = collections.Counter(rule for look in looks for rule in look["violations"])

    def values(name):
        return ", ".join(map(str, sorted({look[name] for look in looks})))

    found = "".join(f"\n- `{rule}`: {count} times" for rule, count in violations.most_common())
    text = STATEMENT.format(
        conformance="The checks below found nothing against it." if not violations and not failed else "The checks below found what is listed there.",
        day=datetime.date.fromtimestamp((results / "axe.jsonl").stat().st_mtime).isoformat(),
        looks=len(looks), pages=len({look["page"] for look in looks}), languages=values("language"), widths=values("width") + " px", schemes=values("scheme"),
        violations=sum(violations.values()), tests=f"{passed} passed, {failed} failed", found=found + "\n" if found else "",
    )
    target.write_text(text, encoding="utf-8")
    return 0


sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
