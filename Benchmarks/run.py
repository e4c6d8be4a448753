"""How fast Ponte is, beside nginx with a static page and a small Flask site, in the same run on the same machine.

    make bench                          everything, under four minutes
    make bench, then read Benchmarks/results/latest.txt

Numbers are printed, not judged: machines differ; the ratios to nginx and to Flask in the same run say more. Only the
loopback is used. README.md in this folder says what each row is.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / "Tests"), str(HERE)]

from support.server import Server, free_port  # noqa: E402

import floor  # noqa: E402

PRACTICES = ROOT / "Sources/App/Resources/starter/practices"
CONNECTIONS, THREADS = 16, 1
PRACTICE = "/practices/malmo-yalla-trappan"
NEED = "/match?text=Women%20with%20little%20schooling%20look%20for%20work%20and%20childcare"

# name, wrk's mode, path
AS_VISITOR = [("home", "same", "/"), ("list", "same", "/practices"), ("practice", "same", PRACTICE)]
# The same pages at addresses with a mark that is new each time, as campaigns and crawlers make them.
MARKED = [("home", "unique", "/"), ("list", "unique", "/practices"), ("practice", "unique", PRACTICE)]
# Something else is asked each time, so nothing that is kept can answer.
ANEW = [("search", "search", "/practices"), ("match", "need", "/match")]


def note(text):
    print(f"    {text}", file=sys.stderr, flush=True)


def wait_until_up(url, process, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nothing answers at {url}")


def fetch(url, cookie=""):
    """One request before the many: the page must be there, or its speed means nothing."""
    asking = urllib.request.Request(url, headers={"Cookie": cookie, "Accept-Language": "en"})
    try:
        with urllib.request.urlopen(asking, timeout=10) as answer:
            return answer.status, len(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, len(error.read())


class Bench:
    def __init__(self, seconds, warm):
        self.seconds, self.warm = seconds, warm
        self.rows = []

    def measure(self, server, who, name, mode, base, path, cookie=""):
        sample = {"search": "?q=women%20work", "need": "?text=women%20work"}.get(mode, "")
        status, size = fetch(base + path + sample, cookie)
        row = {"server": server, "who": who, "page": name, "status": status, "size": size}
        self.rows.append(row)
        if status != 200:
            note(f"{server} {who} {name}: answers {status}, left out")
            return
        for seconds in (self.warm, self.seconds):
            command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", HERE / "load.lua", base, "--", mode, path, cookie]
            run = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30)
            found = re.search(r"^RESULT (.*)$", run.stdout, re.M)
            if not found:
                raise RuntimeError(f"wrk said:\n{run.stdout}{run.stderr}")
        result = json.loads(found.group(1))
        row |= result | {"rate": result["requests"] / result["seconds"]}
        note(f"{server} {who} {name}: {row['rate']:,.0f} a second, p99 {row['p99']:.2f} ms")

    def rate(self, server, page, who=None):
        for row in self.rows:
            if row["server"] == server and row["page"] == page and (who is None or row["who"] == who):
                return row.get("rate")
        return None


def nginx(bench, folder):
    folder.chmod(0o755)
    (folder / "page.html").write_text(("<p>" + "Ponte means bridge. " * 7 + "</p>\n") * 200)
    with open(folder / "page.html", "r+") as page:
        page.truncate(20 * 1024)
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"""daemon off; {user} worker_processes auto; pid nginx.pid; error_log error.log;
        events {{ worker_connections 256; }}
        http {{ access_log off; sendfile on; keepalive_requests 1000000000; types {{ text/html html; }}
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server {{ listen 127.0.0.1:{port}; root {folder}; }} }}""")
    process = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"], stderr=subprocess.DEVNULL)
    try:
        wait_until_up(f"http://127.0.0.1:{port}/page.html", process)
        bench.measure("nginx", "anyone", "static 20 KB", "same", f"http://127.0.0.1:{port}", "/page.html")
    finally:
        process.terminate()
        process.wait(10)


def flask(bench, folder):
    database = folder / "floor.sqlite"
    floor.fill(PRACTICES, database)
    port = free_port()
    command = [
        pathlib.Path(sys.executable).with_name("gunicorn"), "--chdir", HERE, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "8",
        "--keep-alive", "30", "--log-level", "warning", f'floor:make("{PRACTICES}", "{database}")',
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_until_up(base + "/", process)
        bench.measure("Flask", "anyone", "list", "same", base, "/")
        bench.measure("Flask", "anyone", "practice", "same", base, PRACTICE)
        bench.measure("Flask", "anyone", "search", "search", base, "/search")
    finally:
        process.terminate()
        process.wait(10)


def ponte(bench, binary, folder, facts):
    def server(meaning):
        return Server(binary, folder, meaning=meaning, log=folder / "server.log", settings={"PONTE_LOG_LEVEL": "warning"})

    first = server(meaning=False).start()  # fills the database
    facts["start with an empty database, ms"] = first.started_in * 1000
    first.stop()
    starts = []
    for _ in range(5):
        running = server(meaning=False).start()
        starts.append(running.started_in * 1000)
        running.stop()
    facts["start with a filled database, ms (median of 5)"] = statistics.median(starts)

    running = server(meaning=False).start()
    try:
        facts["resident memory after start, MB"] = running.memory()[0]
        cookie = running.session_cookie("city-officer")
        for name, mode, path in AS_VISITOR:
            bench.measure("Ponte", "visitor, cached", name, mode, running.url, path)
        for name, mode, path in MARKED:
            bench.measure("Ponte", "visitor, marked", name, mode, running.url, path)
        for name, mode, path in ANEW:
            bench.measure("Ponte", "visitor, anew", name, mode, running.url, path)
        for name, mode, path in MARKED + ANEW:
            bench.measure("Ponte", "signed in", name, mode, running.url, path, cookie)
        facts["resident memory after the load, MB"], facts["resident memory at most, MB"] = running.memory()
        first_paint(running.url, facts)
    finally:
        running.stop()


def ponte_with_meaning(bench, binary, folder, facts, patience):
    """Sentence vectors are made on the first start, in minutes; the folder is kept, so that later runs have them."""
    running = Server(binary, folder, meaning=True, log=folder / "server.log", settings={"PONTE_LOG_LEVEL": "warning"}).start()
    try:
        if not running.has_meaning or not running.wait_for_meaning(patience):
            facts["match with meaning"] = f"not measured: the sentence vectors were not made within {patience} s; run again"
            return
        bench.measure("Ponte", "visitor, anew", "match, meaning", "need", running.url, "/match")
        facts["resident memory with meaning, without the embedding process, MB"] = running.memory()[0]
    finally:
        running.stop()


def first_paint(base, facts):
    """A slow phone: 1.6 Mbit/s, 150 ms, a processor four times slower; somebody who has never been here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"])
        for name, path in [("home", "/"), ("list", "/practices"), ("practice", PRACTICE), ("match", NEED)]:
            paints = []
            for _ in range(3):
                context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en", is_mobile=True, device_scale_factor=2)
                page = context.new_page()
                phone = context.new_cdp_session(page)
                phone.send("Network.enable")
                phone.send("Network.emulateNetworkConditions", {
                    "offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8})
                phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
                page.goto(base + path, wait_until="load")
                paints.append(page.evaluate(
                    """() => new Promise(done => {
                        const seen = performance.getEntriesByName('first-contentful-paint')[0];
                        if (seen) return done(seen.startTime);
                        new PerformanceObserver(list => list.getEntries().forEach(e => e.name === 'first-contentful-paint' && done(e.startTime)))
                            .observe({type: 'paint', buffered: true});
                    })"""))
                context.close()
            facts[f"first paint on a slow phone, {name}, ms (median of 3)"] = statistics.median(paints)
            note(f"first paint of {name}: {statistics.median(paints):,.0f} ms")
        browser.close()


def table(bench, facts):
    lines = []
    static = bench.rate("nginx", "static 20 KB")
    lines.append(f"{'server':<7} {'as':<18} {'page':<15} {'a second':>9} {'p50 ms':>8} {'p99 ms':>8} {'KB':>7} {'/ nginx':>8} {'/ Flask':>8}")
    for row in bench.rows:
        head = f"{row['server']:<7} {row['who']:<18} {row['page']:<15}"
        if "rate" not in row:
            lines.append(f"{head} answered {row['status']}, not measured")
            continue
        if not row["requests"]:
            lines.append(f"{head} answered nothing within {bench.seconds} s, {row['broken']} broken")
            continue
        like = bench.rate("Flask", {"match": "search", "match, meaning": "search", "home": "list"}.get(row["page"], row["page"]))
        lines.append(
            f"{head} {row['rate']:>9,.0f} {row['p50']:>8.2f} {row['p99']:>8.2f} {row['size'] / 1024:>7.1f} "
            + (f"{row['rate'] / static:>8.3f}" if static else " " * 8)
            + (f" {row['rate'] / like:>8.2f}" if like and row["server"] == "Ponte" else "")
            + (f"  {row['refused']} refused, {row['broken']} broken" if row["refused"] or row["broken"] else ""))
    lines.append("")
    lines.append("Home is set beside Flask's list, and match beside Flask's search.")
    lines.append("")
    for name, value in facts.items():
        lines.append(f"{name}: {value:,.0f}" if isinstance(value, (int, float)) else f"{name}: {value}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ponte", required=True, help="the program, built for release")
    parser.add_argument("--seconds", type=int, default=5, help="how long each row is measured (default: 5)")
    parser.add_argument("--warm", type=int, default=1, help="and warmed up before that (default: 1)")
    parser.add_argument("--patience", type=int, default=20, help="how long to wait for sentence vectors (default: 20 seconds)")
    options = parser.parse_args()

    began, load = time.monotonic(), os.getloadavg()[0]
    bench, facts = Bench(options.seconds, options.warm), {}
    kept = ROOT / ".tools" / "bench-data"
    with tempfile.TemporaryDirectory(prefix="ponte-bench-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        for name in ("nginx", "flask", "ponte"):
            (folder / name).mkdir()
        nginx(bench, folder / "nginx")
        flask(bench, folder / "flask")
        ponte(bench, ROOT / options.ponte, folder / "ponte", facts)
    ponte_with_meaning(bench, ROOT / options.ponte, kept, facts, options.patience)

    facts["whole run, s"] = time.monotonic() - began
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    text = (
        f"{now.isoformat()}, {os.cpu_count()} cores, {platform.machine()}, {CONNECTIONS} connections, {options.seconds} s a row, "
        f"load before it {load:.1f}\n\n{table(bench, facts)}\n")
    print(text)
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    (results / "latest.txt").write_text(text)
    name = now.strftime("%Y%m%d-%H%M%S")
    (results / f"{name}.json").write_text(json.dumps({"at": now.isoformat(), "rows": bench.rows, "facts": facts}, indent=1))
    print(f"Kept in {results.relative_to(ROOT)}/{name}.json")


main()
