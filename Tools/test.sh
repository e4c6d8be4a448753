#!/usr/bin/env bash
# The whole proof. Goes on after a failure, so that one run tells everything; ends with "N passed, N failed".
source "$(dirname "$0")/lib.sh"

Tools/setup.sh test
rm -rf $RESULTS
mkdir -p $RESULTS
status=0

# One debug build for everything: the Swift tests run against it, and the other suites run its program.
timed "Building with the tests" build --build-tests

timed "Swift tests, on SQLite and PostgreSQL" \
    swift test "${SWIFT_FLAGS[@]}" --skip-build --xunit-output $RESULTS/swift.xml || status=1

pytest() { # name, folder, how many at a time
    PONTE_BINARY="$(binary debug)" $VENV/bin/python -m pytest -c Tests/pytest.ini "Tests/$2" --junitxml "$RESULTS/$1.xml" -n "$3" --dist worksteal
}
cores=$(nproc)
timed "Browser suite" pytest browser Browser "$cores" || status=1
timed "API suite" pytest api API 0 || status=1
# One more than there are cores: much of it is waiting.
timed "Process suite" pytest process Process $((cores + 1)) || status=1

$VENV/bin/python Tools/tally.py "Swift tests=$RESULTS/swift-swift-testing.xml" \
    "Browser suite=$RESULTS/browser.xml" "API suite=$RESULTS/api.xml" \
    "Process suite=$RESULTS/process.xml" || status=1
exit $status
