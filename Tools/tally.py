"""Adds up the suites' JUnit files and says it plainly: the figures that tests measured, one line for each suite, and last "N passed, N failed".

    tally.py "Swift tests=results.xml" …

Ends with 1 when anything failed, and when a suite left no results, as one does that crashed.
"""

import sys
import xml.etree.ElementTree as ET


def count(path):
    """(passed, failed, skipped, names of what failed) of one file; prints the figures in it."""
    passed = failed = skipped = 0
    names = []
    for case in ET.parse(path).iter("testcase"):
        for figure in case.iter("property"):
            print(f"{figure.get('name')}: {figure.get('value')}")
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            names.append(f"{case.get('classname', '')} {case.get('name', '')}".strip())
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped, names


def main(arguments):
    total = [0, 0, 0]
    failures = []
    print()
    for argument in arguments:
        title, path = argument.split("=", 1)
        try:
            *numbers, names = count(path)
        except (OSError, ET.ParseError):
            numbers, names = [0, 1, 0], ["left no results: it crashed, or did not run"]
        if sum(numbers) == 0:
            numbers, names = [0, 1, 0], ["ran no test"]
        total = [a + b for a, b in zip(total, numbers)]
        failures += [f"{title}: {name}" for name in names]
        print(f"{title:<16} {numbers[0]:>5} passed {numbers[1]:>5} failed {numbers[2]:>5} skipped")
    for failure in failures[:60]:
        print(f"  failed: {failure}")
    if len(failures) > 60:
        print(f"  … and {len(failures) - 60} more")
    line = f"{total[0]} passed, {total[1]} failed"
    print(line + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] else 0


sys.exit(main(sys.argv[1:]))
