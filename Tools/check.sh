#!/usr/bin/env bash
# The quick proof: build, and the Swift tests on both database engines.
source "$(dirname "$0")/lib.sh"

Tools/setup.sh test
rm -rf $RESULTS/swift*.xml
mkdir -p $RESULTS
timed "Building with the tests" build --build-tests
status=0
timed "Swift tests" swift test "${SWIFT_FLAGS[@]}" --skip-build --xunit-output $RESULTS/swift.xml || status=1
$VENV/bin/python Tools/tally.py "Swift tests=$RESULTS/swift-swift-testing.xml" || status=1
exit $status
