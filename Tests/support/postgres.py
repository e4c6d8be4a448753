"""A PostgreSQL server of the tests' own: quick, unsafe on a power cut, gone with the tests."""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from support.ports import free_port


def programs():
    """The folder of the newest PostgreSQL on this machine."""
    versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    if not versions and not found:
        raise RuntimeError("there is no PostgreSQL; `make setup-test` installs it")
    return versions[-1] if versions else pathlib.Path(found).parent


class PostgresServer:
    def __init__(self):
        self.programs = programs()
        self.user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ponte-process-", dir="/tmp"))
        self.folder.chmod(0o755)
        if self.user:
            person = pwd.getpwnam(self.user)
            os.chown(self.folder, person.pw_uid, person.pw_gid)
        self.data = self.folder / "data"
        self.port = free_port()
        self.process = None
        self.databases = 0

    def make(self):
        """:return: self, made and started."""
        self.run("initdb", "-D", self.data, "-U", "ponte", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        return self.start()

    def start(self, seconds=30):
        options = {
            "listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "max_connections": 100,
            "shared_buffers": "32MB", "fsync": "off", "full_page_writes": "off", "autovacuum": "off", "lc_messages": "C",
        }
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with open(self.folder / "log", "ab") as log:
            # A child that is told to stop when its parent goes, however the tests end.
            self.process = subprocess.Popen(
                self.as_user("postgres", "-D", self.data, *settings, also=["--pdeathsig", "QUIT"]),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if subprocess.run(self.as_user("pg_isready", "-q", "-h", "127.0.0.1", "-p", self.port), cwd="/").returncode == 0:
                return self
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-2000:]}")

    def stop(self, mode="fast"):
        """:param mode: `fast`: everything written; `immediate`: as if the power had failed."""
        self.run("pg_ctl", "stop", "-D", self.data, "-m", mode, "-w")
        self.process.wait()

    @contextlib.contextmanager
    def frozen(self):
        """Meanwhile nothing of it moves, and every connection stays open: as on a machine whose disk no longer answers."""
        processes = [self.process.pid, *self.children()]
        for one in processes:
            os.kill(one, signal.SIGSTOP)
        try:
            yield
        finally:
            for one in processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGCONT)

    def children(self):
        return [int(one) for one in pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def discard(self):
        if self.process and self.process.poll() is None:
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, like="template0"):
        """:return: the name of a new one, a copy of another that nobody uses."""
        self.databases += 1
        name = f"ponte{self.databases}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {like}", "postgres")
        return name

    def drop(self, database):
        self.sql(f"DROP DATABASE {database} WITH (FORCE)", "postgres")

    def url(self, database):
        return f"postgres://ponte@127.0.0.1:{self.port}/{database}"

    def sql(self, statement, database):
        """:return: the rows as lists of texts."""
        out = self.run("psql", "-X", "-Atq", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.url(database), "-c", statement)
        return [line.split("\t") for line in out.splitlines()]

    def run(self, program, *arguments, typed=None):
        done = subprocess.run(self.as_user(program, *arguments), input=typed, capture_output=True, text=True, timeout=60, cwd="/")
        if done.returncode != 0:
            raise RuntimeError(f"{program} ended with {done.returncode}:\n{done.stderr or done.stdout}")
        return done.stdout

    def as_user(self, program, *arguments, also=()):
        become = ["--reuid", self.user, "--regid", self.user, "--clear-groups"] if self.user else []
        before = ["setpriv", *become, *also] if become or also else []
        return [*before, str(self.programs / program), *map(str, arguments)]
