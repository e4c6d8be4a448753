"""What an IT officer installs: the Debian package, the systemd units, the proxy in front."""

import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import time
import urllib.request

import pytest

from support.ports import free_port
from support.program import ROOT, surroundings
from support.serving import Serving

PACKAGING = ROOT / "packaging"


def run(*command, **how):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300, **how)


@pytest.fixture(scope="module")
def package(binary, tmp_path_factory):
    """The package, made of the program that is tested."""
    folder = tmp_path_factory.mktemp("package")
    done = run(PACKAGING / "build-deb.sh", binary.parent, folder, env=os.environ | {"PONTE_KEEP_SYMBOLS": "1", "PONTE_DEB_COMPRESSION": "-Znone"})
    assert done.returncode == 0, done.stderr
    return next(folder.glob("ponte_*.deb"))


@pytest.fixture(scope="module")
def unpacked(package, tmp_path_factory):
    root = tmp_path_factory.mktemp("root")
    assert run("dpkg-deb", "-x", package, root).returncode == 0
    return root


def test_the_package_says_what_it_is_and_needs(package, ponte):
    says = run("dpkg-deb", "--field", package).stdout
    fields = dict(line.split(": ", 1) for line in says.splitlines() if re.match(r"[A-Z][A-Za-z-]+: ", line))
    assert fields["Package"] == "ponte" and fields["Version"] == ponte("--version").well().out.strip()
    for name in ("libsodium23", "libpq5", "libsqlite3-0", "libstemmer0d", "zlib1g", "libc6"):
        assert re.search(rf"\b{re.escape(name)}\b", fields["Depends"]), f"{name} is missing in {fields['Depends']}"
    contents = run("dpkg-deb", "--contents", package).stdout
    for path in ("usr/lib/ponte/ponte", "usr/lib/ponte/ponte_Web.resources/Resources/", "usr/bin/ponte -> ", "lib/systemd/system/ponte.service", "etc/ponte/ponte.json", "usr/lib/ponte/libswiftCore.so"):
        assert f"./{path}" in contents, path
    assert all(line.split()[1] == "root/root" for line in contents.splitlines())
    assert not re.search(r"^-\S*w\S* .*(?<=rw-rw)", contents, re.M)
    assert "/etc/ponte/ponte.json" in run("dpkg-deb", "--info", package, "conffiles").stdout


def alone():
    """Where neither the folder of the build nor Swift is to be found: as on a machine that only has the package."""
    swift = pathlib.Path(shutil.which("swift") or "/nowhere").resolve()
    hidden = [ROOT / ".build"] + ([swift.parents[2]] if swift.exists() and swift.parents[2] != pathlib.Path("/") and str(swift.parents[2]) != "/usr" else [])
    script = " && ".join(f"mount -t tmpfs none {one}" for one in hidden) + ' && exec "$@"'
    return ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else []), "sh", "-c", script, "sh"]


def test_the_packaged_program_stands_alone(unpacked, tmp_path):
    """Through its link in usr/bin it finds its resources and Swift's libraries beside itself."""
    program = unpacked / "usr/bin/ponte"
    settings = {"PONTE_DATA": str(tmp_path / "data")}
    filled = run(*alone(), program, "import", "starter", env=surroundings(settings))
    assert filled.returncode == 0, filled.stderr
    doctor = run(*alone(), program, "doctor", env=surroundings(settings))
    assert re.search(r"^ok    pages ", doctor.stdout, re.M), doctor.stdout + doctor.stderr
    assert re.search(r"^ok    content +115 practices", doctor.stdout, re.M)
    port = free_port()
    serving = subprocess.Popen([*alone(), program, "serve", "--port", str(port)], env=surroundings(settings), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert "answers on" in serving.stdout.readline()
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/practices/vienna-startwien", timeout=10).read().decode()
        style = re.search(r'href="(/assets/[^"]+\.css)"', page)
        assert style and urllib.request.urlopen(f"http://127.0.0.1:{port}{style.group(1)}", timeout=10).status == 200
    finally:
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(10) == 0


def test_installed_and_purged_with_dpkg(package, tmp_path):
    """On a copy of this machine that vanishes afterwards: dpkg itself, with the package's scripts."""
    if os.geteuid() != 0:
        pytest.skip("only root can install")
    script = f"""
        set -e
        mount -t tmpfs none {tmp_path} && cd {tmp_path} && mkdir upper work new
        mount -t overlay overlay -o lowerdir=/,upperdir=$PWD/upper,workdir=$PWD/work new
        cp {package} new/tmp/ponte.deb 2> /dev/null || cp /proc/self/fd/3 new/tmp/ponte.deb
        mount -t proc none new/proc; mount --bind /dev new/dev
        chroot new sh -ec '
            export DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin
            dpkg --force-depends -i /tmp/ponte.deb > /tmp/said 2>&1 || {{ cat /tmp/said; exit 1; }}
            stat -c "%U %a %n" /var/lib/ponte /var/backups/ponte /etc/ponte/environment
            ponte-admin import starter
            ponte-admin user create --email ada@example.eu --name Ada --role administrator --scope network > /dev/null
            stat -c "%U %n" /var/lib/ponte/ponte.sqlite
            /usr/lib/ponte/backup-daily
            echo "PONTE_LOG_LEVEL=\\"loud\\"" >> /etc/ponte/environment
            ponte-admin doctor > /tmp/doctor || true; grep -c PONTE_LOG_LEVEL /tmp/doctor
            dpkg --force-depends -i /tmp/ponte.deb > /dev/null 2>&1; grep -c loud /etc/ponte/environment
            dpkg --purge ponte 2>&1 | grep stay
            test -f /var/lib/ponte/ponte.sqlite && test ! -e /usr/bin/ponte && echo gone and kept
        '
    """
    with open(package, "rb") as content:
        done = run("unshare", "--mount", "bash", "-c", script.replace("/proc/self/fd/3", f"/dev/fd/{content.fileno()}"), pass_fds=[content.fileno()])
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout
    for line in ("ponte 700 /var/lib/ponte", "ponte 700 /var/backups/ponte", "root 640 /etc/ponte/environment", "practices: 115 new", "ponte /var/lib/ponte/ponte.sqlite",
                 "It can be restored.", "stay", "gone and kept"):
        assert line in said, f"{line}\n{said}\n{done.stderr}"
    assert not pathlib.Path("/usr/lib/ponte").exists(), "it was installed on this very machine"


def test_the_units_are_sound(unpacked, tmp_path):
    """systemd reads them without a word, and finds the service locked in."""
    folder = tmp_path / "units"
    folder.mkdir()
    for unit in ("ponte.service", "ponte-backup.service", "ponte-backup.timer"):
        text = (PACKAGING / unit).read_text()
        # What it starts lies under the unpacked package here.
        (folder / unit).write_text(re.sub(r"^ExecStart=(/\S+)", lambda found: f"ExecStart={unpacked}{found[1]}", text, flags=re.M))
    said = run("systemd-analyze", "verify", "--man=no", *sorted(folder.iterdir()))
    mine = [line for line in (said.stdout + said.stderr).splitlines() if "ponte" in line]
    assert not mine, mine
    score = run("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", folder / "ponte.service")
    assert score.returncode == 0, score.stdout[-600:]


@pytest.fixture
def proxied(binary, home, tmp_path):
    """nginx with the example as it is given, but for names, ports and a certificate made here."""
    ours, plain, tls = free_port(), free_port(), free_port()
    made = run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=ponte.example.eu", "-addext", "subjectAltName=DNS:ponte.example.eu",
               "-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem")
    assert made.returncode == 0, made.stderr
    example = (PACKAGING / "nginx.conf").read_text()
    for ours_is, theirs in {"127.0.0.1:8080": f"127.0.0.1:{ours}", "listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ": f"listen 127.0.0.1:{tls} ", "/etc/ssl/ponte": str(tmp_path)}.items():
        assert ours_is in example, ours_is
        example = example.replace(ours_is, theirs)
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {tmp_path}/body; proxy_temp_path {tmp_path}/proxy; fastcgi_temp_path {tmp_path}/f; uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;\n{example}\n}}\n")
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    assert program, "nginx is missing; `make setup-test` installs it"
    running = Serving(binary, home, {"PONTE_BASE_URL": "https://ponte.example.eu", "PONTE_BEHIND_PROXY": "true"})
    running.flags = ["--port", str(ours)]
    running.port, running.url = ours, f"http://127.0.0.1:{ours}"
    running.start()
    proxy = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    try:
        assert proxy.poll() is None, (tmp_path / "error.log").read_text()
        yield running, plain, tls, tmp_path / "fullchain.pem"
    finally:
        proxy.terminate()
        proxy.wait(10)
        running.stop()


def curl(certificate, plain, tls, url, *more):
    return run("curl", "-sS", "-i", "--cacert", certificate, "--connect-to", f"ponte.example.eu:443:127.0.0.1:{tls}", "--connect-to", f"ponte.example.eu:80:127.0.0.1:{plain}", url, *more)


def test_behind_nginx(proxied):
    running, plain, tls, certificate = proxied
    site = "https://ponte.example.eu"

    def ask(url, *more):
        done = curl(certificate, plain, tls, url, *more)
        assert done.returncode == 0, done.stderr
        head, _, body = done.stdout.partition("\n\n")
        return head.lower(), body

    head, _ = ask("http://ponte.example.eu/practices?x=1")
    assert " 301" in head.splitlines()[0] and "location: https://ponte.example.eu/practices?x=1" in head
    head, body = ask(f"{site}/practices/vienna-startwien")
    assert " 200" in head.splitlines()[0] and "strict-transport-security: max-age=" in head and "content-security-policy: " in head
    head, body = ask(f"{site}/sign-in")
    assert re.search(r"set-cookie: ponte_visit=.*secure", head), head
    # Figures stay inside, although to Ponte every request comes from this machine.
    assert " 404" in ask(f"{site}/metrics")[0].splitlines()[0]
    # What a client claims to be counts for nothing: tries are counted for the address that nginx sees.
    jar = running.folder / "jar"
    page = curl(certificate, plain, tls, f"{site}/sign-in", "-c", jar, "-b", jar).stdout
    token = re.search(r'name="_token" value="([^"]+)"', page).group(1)
    answers = []
    for number in range(8):
        head, _ = ask(f"{site}/sign-in", "-b", jar, "-H", f"X-Forwarded-For: 198.51.100.{number}", "--data-urlencode", f"_token={token}", "--data-urlencode", "email=x@example.eu",
                      "--data-urlencode", "password=not the password")
        answers.append(head.split()[1])
    assert answers[0] == "400" and answers[-1] == "429", answers
    # Signing in through it, with a cookie that goes over TLS only.
    account = running.accounts["city-officer"]
    head, _ = ask(f"{site}/sign-in", "-b", jar, "--data-urlencode", f"_token={token}", "--data-urlencode", f"email={account['email']}", "--data-urlencode", f"password={account['password']}",
                  "--data-urlencode", "next=/account")
    assert " 303" in head.splitlines()[0] and re.search(r"set-cookie: ponte_session=.*secure", head), head
    json.loads(ask(f"{site}/health")[1])
