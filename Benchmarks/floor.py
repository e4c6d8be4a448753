"""The floor: the same 115 practices in a site of a hundred lines, Flask and SQLite FTS5. Written plainly and fairly: one
connection a thread, prepared templates, no cache. It has no sessions, languages, facets or reasons.

    gunicorn 'Benchmarks.floor:make("Sources/App/Resources/starter/practices", "/tmp/floor.sqlite")'
"""

import json
import pathlib
import re
import sqlite3
import threading

from flask import Flask, abort, request

FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<nav><a href="/">Practices</a></nav><main><h1>{{ title }}</h1>%s</main></body></html>"""

LIST = FRAME % """<form action="/search"><input name="q" value="{{ question }}"><button>Search</button></form>
<ol>{% for row in rows %}<li><article><h2><a href="/practices/{{ row.slug }}">{{ row.title }}</a></h2>
<p>{{ row.city }}, {{ row.country }}, {{ row.start_year or "the source does not say" }}</p><p>{{ row.summary }}</p>
<ul>{% for area in row.areas.split() %}<li>{{ area }}</li>{% endfor %}</ul></article></li>{% endfor %}</ol>"""

DETAIL = FRAME % """{% for name, text in parts %}<section><h2>{{ name }}</h2>
{% if text is string or text is not iterable %}<p>{{ text }}</p>{% elif text is mapping %}<dl>{% for k, v in text.items() %}<dt>{{ k }}</dt><dd>{{ v }}</dd>{% endfor %}</dl>
{% else %}<ul>{% for item in text %}<li>{{ item }}</li>{% endfor %}</ul>{% endif %}</section>{% endfor %}"""


def fill(folder, path):
    """Writes the practices into a new SQLite file."""
    path = pathlib.Path(path)
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(
        """CREATE TABLE practice (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, title TEXT, city TEXT, country TEXT, start_year INTEGER,
             summary TEXT, areas TEXT, body TEXT);
           CREATE VIRTUAL TABLE word USING fts5(title, summary, body, content='practice', content_rowid='id', tokenize='unicode61 remove_diacritics 2');"""
    )
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        record = json.loads(file.read_text())
        flat = {key: value for key, value in record.items() if value and key not in ("id", "title")}
        title = record["title"]
        title = title.get("en") or next(iter(title.values())) if isinstance(title, dict) else title
        summary = str(record.get("problem") or record.get("solution") or "")[:300]
        database.execute(
            "INSERT INTO practice (slug, title, city, country, start_year, summary, areas, body) VALUES (?,?,?,?,?,?,?,?)",
            (record["id"], title, str(record.get("city")), str(record.get("country")), record.get("start_year"), summary,
             " ".join(record.get("policy_areas") or []), json.dumps(flat, ensure_ascii=False)))
    database.execute("INSERT INTO word(word) VALUES ('rebuild')")
    database.commit()
    database.close()


def make(folder, path):
    app = Flask(__name__)
    list_template, detail_template = app.jinja_env.from_string(LIST), app.jinja_env.from_string(DETAIL)
    local = threading.local()
    columns = "slug, title, city, country, start_year, summary, areas"

    def rows(statement, *values):
        if not hasattr(local, "database"):
            local.database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            local.database.row_factory = sqlite3.Row
        return local.database.execute(statement, values).fetchall()

    @app.get("/")
    def list_page():
        found = rows(f"SELECT {columns} FROM practice ORDER BY title LIMIT 20")
        return list_template.render(title="Practices", question="", rows=found)

    @app.get("/practices/<slug>")
    def detail(slug):
        found = rows("SELECT title, body FROM practice WHERE slug = ?", slug)
        if not found:
            abort(404)
        return detail_template.render(title=found[0]["title"], parts=json.loads(found[0]["body"]).items())

    @app.get("/search")
    def search():
        question = request.args.get("q", "")
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question)[:12]) or '""'
        found = rows(
            f"SELECT {', '.join('practice.' + c for c in columns.split(', '))} FROM word JOIN practice ON practice.id = word.rowid "
            "WHERE word MATCH ? ORDER BY bm25(word, 5, 2, 1) LIMIT 20", words)
        return list_template.render(title="Search", question=question, rows=found)

    return app
