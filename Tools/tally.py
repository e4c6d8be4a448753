"""Adds up the suites' JUnit files and says it plainly: the figures that tests measured, one line for each suite, and last "N passed, N failed".

    tally.py "Swift tests=results.xml" …

What failed in `results.xml` and passed in `results-again.xml` counts as passed, and is named as unsteady.
Ends with 1 when anything failed, and when a suite left no results, as one does that crashed.
"""

import pathlib
import sys
import xml.etree.ElementTree as ET


def has_failed(case):
    return case.find("failure") is not None or case.find("error") is not None


def name(case):
    return f"{case.get('classname', '')} {case.get('name', '')}".strip()


def tell_figures(path):
    for figure in ET.parse(path).iter("property"):
        print(f"{figure.get('name')}: {figure.get('value')}")


def count(path):
    """(passed, failed, skipped, names of what failed, names of what failed once only) of one file."""
    passed = skipped = 0
    failed = []
    for case in ET.parse(path).iter("testcase"):
        if has_failed(case):
            failed.append(name(case))
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    again = pathlib.Path(path).with_name(f"{pathlib.Path(path).stem}-again.xml")
    well = {name(case) for case in ET.parse(again).iter("testcase") if not has_failed(case) and case.find("skipped") is None} if again.exists() else set()
    unsteady = [one for one in failed if one in well]
    return passed + len(unsteady), len(failed) - len(unsteady), skipped, [one for one in failed if one not in well], unsteady


def main(arguments):
    total = [0, 0, 0]
    failures, unsteady = [], []
    print()
    for argument in arguments:
        title, path = argument.split("=", 1)
        try:
            *numbers, names, again = count(path)
            tell_figures(path)
        except (OSError, ET.ParseError):
            numbers, names, again = [0, 1, 0], ["left no results: it crashed, or did not run"], []
        if sum(numbers) == 0:
            numbers, names = [0, 1, 0], ["ran no test"]
        total = [a + b for a, b in zip(total, numbers)]
        failures += [f"{title}: {one}" for one in names]
        unsteady += [f"{title}: {one}" for one in again]
        print(f"{title:<16} {numbers[0]:>5} passed {numbers[1]:>5} failed {numbers[2]:>5} skipped")
    for one in unsteady:
        print(f"  unsteady, failed beside others and passed alone: {one}")
    for failure in failures[:60]:
        print(f"  failed: {failure}")
    if len(failures) > 60:
        print(f"  … and {len(failures) - 60} more")
    line = f"{total[0]} passed, {total[1]} failed"
    print(line + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
