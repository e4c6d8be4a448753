#!/usr/bin/env bash
# How good the matching is: nDCG@10 on every file of judged needs, over the practices of the data folder; without one, over the
# starter content, whose sentence vectors then take some minutes.
#   Tools/evaluate.sh [file…]
source "$(dirname "$0")/lib.sh"

Tools/setup.sh run
timed "Building (the first time takes some minutes)" build -c release --product ponte
use_embeddings
[ $# -gt 0 ] || set -- Evaluation/*.json
exec "$(binary release)" evaluate "$@" --data "${PONTE_DATA:-data}"
