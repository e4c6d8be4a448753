"""Where one Ponte keeps its data: a folder, and a database on either engine that a test may also look into by itself."""

import pathlib
import shutil
import sqlite3

from support.program import ROOT

#: The files of the content that Ponte comes with.
STARTER = ROOT / "Sources" / "App" / "Resources" / "starter"


class Home:
    def __init__(self, folder, server=None, database=None):
        """:param server, database: on PostgreSQL; without them SQLite in the folder."""
        self.folder = pathlib.Path(folder)
        self.server = server
        self.database = database

    @property
    def engine(self):
        return "postgres" if self.server else "sqlite"

    @property
    def file(self):
        return self.folder / "ponte.sqlite"

    @property
    def settings(self):
        url = {"PONTE_DATABASE_URL": self.server.url(self.database)} if self.server else {}
        return {"PONTE_DATA": str(self.folder)} | url

    def sql(self, statement):
        """:return: the rows as lists of texts."""
        if self.server:
            return self.server.sql(statement, self.database)
        connection = sqlite3.connect(self.file, timeout=10)
        try:
            with connection:
                return [[str(value) for value in row] for row in connection.execute(statement)]
        finally:
            connection.close()

    def count(self, table):
        return int(self.sql(f"SELECT count(*) FROM {table}")[0][0])

    def copy(self, folder):
        """:return: the same data in another folder and another database. Nobody may be using this one."""
        shutil.copytree(self.folder, folder)
        return Home(folder, self.server, self.server and self.server.database(like=self.database))

    def discard(self):
        if self.server:
            self.server.drop(self.database)
        shutil.rmtree(self.folder, ignore_errors=True)
