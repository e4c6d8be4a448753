#!/usr/bin/env bash
# How good the matching is: `ponte evaluate` on every file of judged needs, over the demonstration's content.
#   Tools/evaluate.sh [file…]
source "$(dirname "$0")/lib.sh"

Tools/setup.sh run
timed "Building (the first time takes some minutes)" build -c release --product ponte
[ $# -gt 0 ] || set -- Evaluation/*.json
export PONTE_EMBEDDINGS_URL="${PONTE_EMBEDDINGS_URL:-http://127.0.0.1:8089/v1/embeddings}"
for file in "$@"; do
    say "$file"
    "$(binary release)" evaluate "$file" --data "${PONTE_DATA:-data}"
done
