#!/usr/bin/env bash
# Installs what is missing, builds optimised, and serves the demonstration: starter content, one person for each role.
#   Tools/run.sh [port]
source "$(dirname "$0")/lib.sh"

Tools/setup.sh run
timed "Building (the first time takes some minutes)" build -c release --product ponte
use_embeddings
use_documents
exec "$(binary release)" serve --demo --data "${PONTE_DATA:-data}" --port "${1:-8080}"
