#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs a real migration tool and lithe on the same files and databases, in both directions.

  run_interop.py dbmate|goose|alembic PROGRAM FOLDER [TOOLS]

PROGRAM is lithe_migrate.cpp, built. The tool is looked for in TOOLS, where `./dev test --in interop` installs it, then in PATH.
Nothing is fetched here: a tool that is not there is said to be missing, with exit code 77.
"""

import pathlib
import shutil
import sqlite3
import subprocess
import sys

MISSING = 77
INSTALLED = {"dbmate": "dbmate/node_modules/.bin/dbmate", "goose": "goose/goose", "alembic": "alembic/bin/alembic"}
PACKAGE = {"dbmate": "npm: dbmate", "goose": "Go: github.com/pressly/goose/v3/cmd/goose", "alembic": "pip: alembic"}
VERSIONS = [f"2026010{day}000000" for day in range(1, 7)]


class World:
    def __init__(self, name, program, folder, tools):
        self.program, self.folder = program, pathlib.Path(folder)
        at = pathlib.Path(tools) / INSTALLED[name] if tools else pathlib.Path("/nowhere")
        self.tool = str(at) if at.exists() else shutil.which(name)
        if self.tool is None:
            print(f"not run: {name} is not here ({PACKAGE[name]}); ./dev test --in interop installs it")
            sys.exit(MISSING)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        print(f"{self.tool}")

    def path(self, name):
        return str(self.folder / name)

    def lithe(self, *words, code=0):
        done = subprocess.run([self.program, *words], capture_output=True, text=True)
        check(done.returncode == code, f"lithe {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def first(self, directory, count):
        """A directory with the first files of another."""
        made = self.folder / f"{directory}_{count}"
        if not made.exists():
            made.mkdir()
            for file in sorted((self.folder / directory).iterdir())[:count]:
                shutil.copy(file, made)
        return str(made)


def check(holds, words):
    if not holds:
        print(f"FAILED: {words}")
        sys.exit(1)


def run(command, fails=False, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    check((done.returncode != 0) == fails, f"{' '.join(command)}: {done.returncode}\n{done.stdout}")
    return done.stdout


def rows(path, sql):
    with sqlite3.connect(path) as db:
        return db.execute(sql).fetchall()


def seed(path):
    """A row in every table, and a deleted one that the AUTOINCREMENT mark remembers."""
    with sqlite3.connect(path) as db:
        mail = db.execute("SELECT name FROM pragma_table_info('people')").fetchall()[1][0]
        db.executescript(f"INSERT INTO people (id, {mail}, age) VALUES (7, NULL, '42'), (9, 'x', NULL);"
                         "INSERT INTO pets VALUES (1, 7), (2, 7); INSERT INTO notes VALUES (5, NULL);"
                         "DELETE FROM people WHERE id = 9;")


def content(path):
    """Schema and rows, without the histories."""
    with sqlite3.connect(path) as db:
        mine = "name NOT LIKE '%schema_migrations%' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'"
        schema = db.execute(f"SELECT type, name, sql FROM sqlite_schema WHERE {mine} ORDER BY type, name").fetchall()
        kept = {name: db.execute(f"SELECT rowid, * FROM {name} ORDER BY rowid").fetchall()
                for kind, name, _ in schema if kind == "table"}
        mark = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'people'").fetchall()
        check(db.execute("PRAGMA foreign_key_check").fetchall() == [], f"{path}: foreign keys")
        check(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), f"{path}: integrity")
        return schema, kept, mark


def wanted(world):
    """What lithe's own run leaves of the seeded file."""
    path = world.path("wanted.db")
    world.lithe("up", path, VERSIONS[1])
    seed(path)
    world.lithe("up", path)
    result = content(path)
    check(result[1]["people"] == [(7, 7, "?", 43, None)] and len(result[1]["pets"]) == 2 and result[2] == [(9,)],
          f"lithe's own run: {result[1:]}")
    return result


def same(path, result, who):
    found = content(path)
    check(found == result, f"{who} leaves something else than lithe:\n{found}\n{result}")


def both_ways(world, tool, files, tells_lithe, tells_tool, status_is_done):
    """`tool(path, directory, *words)` runs the real one; the two functions carry the history over."""
    result = wanted(world)

    alone = world.path("alone.db")
    tool(alone, world.first(files, 2), "up")
    seed(alone)
    tool(alone, world.path(files), "up")
    same(alone, result, "the tool, with exported files")

    begun = world.path("begun_by_tool.db")
    tool(begun, world.first(files, 2), "up")
    seed(begun)
    tells_lithe(begun)
    said = world.lithe("up", begun)
    check(said.count("applied") == len(VERSIONS) and "pending" not in said, said)
    tells_tool(begun)
    same(begun, result, "lithe after the tool")
    status_is_done(begun)
    check("pplying" not in tool(begun, world.path(files), "up"), "the tool finds nothing to do")

    files_too = world.path("begun_by_tool_files.db")
    tool(files_too, world.first(files, 2), "up")
    seed(files_too)
    tells_lithe(files_too, files)
    world.lithe("up-files", files_too, world.path(files), code=0)
    tells_tool(files_too)
    same(files_too, result, "lithe with the tool's files")
    status_is_done(files_too)

    ended = world.path("ended_by_tool.db")
    world.lithe("up", ended, VERSIONS[1])
    seed(ended)
    tells_tool(ended)
    tool(ended, world.path(files), "up")
    tells_lithe(ended)
    same(ended, result, "the tool after lithe")
    said = world.lithe("status", ended)
    check(said.count("applied") == len(VERSIONS) and "pending" not in said and "EDITED" not in said, said)
    check(world.lithe("up", ended) == said, "lithe finds nothing to do")

    # Back: the last one has an inverse, the one before has none, and says so instead of doing nothing.
    tool(ended, world.path(files), "down")
    check("nick" not in content(ended)[0][-1][2] and "nick" not in str(content(ended)[0]), "nick is gone")
    before = content(ended)
    said = tool(ended, world.path(files), "down", fails=True)
    check("irreversible: nobody knows" in said, said)
    same(ended, before, "a refused way back")
    tells_lithe(ended)

    back = world.path("back.db")
    tool(back, world.first(files, 2), "up")
    seed(back)
    at_two = content(back)
    tool(back, world.first(files, 4), "up")
    tool(back, world.first(files, 4), "down")
    tool(back, world.first(files, 4), "down")
    found = content(back)
    check(found[0] == at_two[0] and found[1]["pets"] == at_two[1]["pets"] and found[2] == at_two[2],
          f"up and down again:\n{found}\n{at_two}")

    # A value that does not survive the new type: the exported file stops, too, and changes nothing.
    refused = world.path("refused.db")
    tool(refused, world.first(files, 2), "up")
    seed(refused)
    with sqlite3.connect(refused) as db:
        db.execute("UPDATE people SET age = 'old'")
    before = content(refused)
    tool(refused, world.path(files), "up", fails=True)
    same(refused, before, "a refused rebuild")
    tells_lithe(refused)
    check("do not survive" in world.lithe("up", refused, code=3), "lithe refuses it, too")
    same(refused, before, "lithe's refusal")


def dbmate(world):
    world.lithe("export-dbmate", world.path("dbmate"))

    def tool(path, directory, *words, fails=False):
        # With foreign keys on, where a careless rebuild deletes the children.
        return run([world.tool, "--url", f"sqlite:{path}?_fk=1", "-d", directory, "--no-dump-schema", *words], fails)

    def is_done(path):
        said = tool(path, world.path("dbmate"), "status")
        check(f"Applied: {len(VERSIONS)}" in said and "Pending: 0" in said, said)

    both_ways(world, tool, "dbmate", lambda *_: None, lambda *_: None, is_done)
    table = rows(world.path("alone.db"), "SELECT sql FROM sqlite_schema WHERE name = 'schema_migrations'")
    check(table == rows(world.path("wanted.db"), "SELECT sql FROM sqlite_schema WHERE name = 'schema_migrations'"),
          "one table, byte for byte")
    if shutil.which("sqlite3"):
        run([world.tool, "--url", f"sqlite:{world.path('begun_by_tool.db')}", "-s", world.path("schema.sql"), "dump"])
        theirs = pathlib.Path(world.path("schema.sql")).read_text()
        ours = world.lithe("dump", world.path("begun_by_tool.db"))
        check("_schema_migrations_info" in theirs, "dbmate dumps the file")
        check(ours == theirs, f"m::dump_schema() is dbmate's:\n{theirs}\n{ours}")

    # What a rebuild as most people write it does under dbmate, and what lithe does with the same file.
    careless = world.folder / "careless"
    careless.mkdir()
    (careless / "1_init.sql").write_text(
        "-- migrate:up\nCREATE TABLE p (x INTEGER PRIMARY KEY);\n"
        "CREATE TABLE c (y REFERENCES p (x) ON DELETE CASCADE);\nINSERT INTO p VALUES (1); INSERT INTO c VALUES (1);\n"
        "-- migrate:down\n")
    (careless / "2_rebuild.sql").write_text(
        "-- migrate:up\nPRAGMA foreign_keys=OFF;\nCREATE TABLE n (x INTEGER PRIMARY KEY);\n"
        "INSERT INTO n SELECT x FROM p;\nDROP TABLE p;\nALTER TABLE n RENAME TO p;\n-- migrate:down\n")
    tool(world.path("careless.db"), str(careless), "up")
    check(rows(world.path("careless.db"), "SELECT count(*) FROM c") == [(0,)], "dbmate has changed: it keeps the child")
    said = world.lithe("up-files", world.path("careless_lithe.db"), str(careless), code=3)
    check("PRAGMA" in said, said)
    text = (careless / "2_rebuild.sql").read_text().replace("PRAGMA foreign_keys=OFF;\n", "")
    (careless / "2_rebuild.sql").write_text(text)
    world.lithe("up-files", world.path("careless_lithe.db"), str(careless))
    check(rows(world.path("careless_lithe.db"), "SELECT count(*) FROM c") == [(1,)], "lithe keeps the child")


def goose(world):
    world.lithe("export-goose", world.path("goose"))

    def tool(path, directory, *words, fails=False):
        return run([world.tool, "-dir", directory, "sqlite3", path, *words], fails)

    def tells_lithe(path, files=None):
        before = rows(path, "SELECT * FROM goose_db_version")
        world.lithe(*(["from-goose", path] if files is None else ["from-goose-files", path, world.path(files)]))
        check(rows(path, "SELECT * FROM goose_db_version") == before, "from_goose() only reads")

    def is_done(path):
        said = tool(path, world.path("goose"), "status")
        check("Pending" not in said and said.count(".sql") == len(VERSIONS), said)

    both_ways(world, tool, "goose", tells_lithe, lambda path: world.lithe("to-goose", path), is_done)
    theirs = rows(world.path("alone.db"), "SELECT sql FROM sqlite_schema WHERE name = 'goose_db_version'")
    ours = rows(world.path("ended_by_tool.db"), "SELECT sql FROM sqlite_schema WHERE name = 'goose_db_version'")
    check(theirs == ours, f"goose's table, byte for byte:\n{theirs}\n{ours}")

    fresh = world.path("fresh.db")
    tool(fresh, world.path("goose"), "up")
    said = world.lithe("up", fresh, code=3)
    check("has a history of goose" in said, said)

    # dbmate's files become goose's.
    world.lithe("export-dbmate", world.path("dbmate"))
    world.lithe("convert-goose", world.path("dbmate"), world.path("converted"))
    converted = world.path("converted.db")
    tool(converted, world.first("converted", 2), "up")
    seed(converted)
    tool(converted, world.path("converted"), "up")
    same(converted, content(world.path("wanted.db")), "goose, with files that were dbmate's")


REVISION = '''
from alembic import op
import sqlalchemy as sa
revision, down_revision = "{this}", {before}
def upgrade():
{up}
def downgrade():
    pass
'''


def alembic(world):
    project = world.folder / "project"
    run([world.tool, "init", str(project)], cwd=world.folder)
    file = world.path("app.db")
    settings = world.folder / "alembic.ini"
    lines = [f"sqlalchemy.url = sqlite:///{file}" if line.startswith("sqlalchemy.url") else line
             for line in settings.read_text().splitlines()]
    settings.write_text("\n".join(lines) + "\n")
    (project / "versions" / "a1.py").write_text(REVISION.format(this="a1", before=None, up='''
    op.create_table("people", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text, nullable=False))
    op.create_table("pets", sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("owner", sa.Integer, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False))'''))
    (project / "versions" / "b2.py").write_text(REVISION.format(this="b2", before='"a1"', up='''
    op.add_column("people", sa.Column("mail", sa.Text))'''))
    tool = [world.tool, "-c", str(settings)]
    run([*tool, "upgrade", "head"], cwd=world.folder)
    with sqlite3.connect(file) as db:
        db.executescript("INSERT INTO people VALUES (7, 'Ada', NULL); INSERT INTO pets VALUES (1, 7)")

    said = world.lithe("alembic-up", file, code=3)
    check("has a history of Alembic" in said, said)
    said = world.lithe("alembic-adopt", file, "1", code=3)
    check("the file is not what version 1 leaves: table people is" in said, said)
    said = world.lithe("alembic-adopt", file, "2")
    check("3 pending" in said, said)
    world.lithe("alembic-up", file)
    check(rows(file, "SELECT p.mail, c.id FROM people AS p JOIN pets AS c ON c.owner = p.id") == [("", 1)], "rows")
    check(rows(file, "SELECT version_num FROM alembic_version") == [("b2",)], "Alembic's table is as it was")
    check("b2 (head)" in run([*tool, "current"], cwd=world.folder), "Alembic still knows where it is")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        print(__doc__)
        sys.exit(2)
    name = sys.argv[1]
    {"dbmate": dbmate, "goose": goose, "alembic": alembic}[name](World(name, *sys.argv[2:5], *[""][:5 - len(sys.argv)]))
    print(f"{name}: both ways")
