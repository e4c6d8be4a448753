#!/usr/bin/env bash
# Installs what the benchmark needs, builds optimised, and measures. Everything stays on this machine's loopback.
source "$(dirname "$0")/lib.sh"

Tools/setup.sh bench
timed "Building (the first time takes some minutes)" build -c release --product ponte
exec $VENV/bin/python Benchmarks/run.py --ponte "$(binary release)" "$@"
