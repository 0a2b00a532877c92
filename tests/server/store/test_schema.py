"""The tables are brought up to date, and a start that finds them so does not load what would do it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from server.store.database import Database
from server.store.migrating import config_on
from server.store.schema import current_revision, revisions

STARTED_AGAIN = """
import sys
from server.store.database import Database
database = Database(sys.argv[1])
database.open()
database.close()
print("alembic" in sys.modules)
"""


def test_the_files_are_named_by_the_revisions_alembic_knows(tmp_path: Path) -> None:
    with create_engine(f"sqlite:///{tmp_path / 'none.sqlite'}").connect() as connection:
        script = ScriptDirectory.from_config(config_on(connection))

    assert revisions() == tuple(reversed([known.revision for known in script.walk_revisions()]))
    assert script.get_heads() == [revisions()[-1]]


def test_an_empty_database_gets_this_versions_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    engine = create_engine(url)
    with engine.connect() as connection:
        assert current_revision(connection) is None

    Database(url).open()

    with engine.connect() as connection:
        assert current_revision(connection) == revisions()[-1]
    engine.dispose()


def test_a_start_that_finds_its_tables_does_not_load_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    said = [
        subprocess.run(
            [sys.executable, "-c", STARTED_AGAIN, url], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]

    assert said == ["True", "False"]
