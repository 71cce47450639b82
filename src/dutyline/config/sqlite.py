"""Choose an SQLite that keeps acknowledged records, before Django imports one.

SQLite 3.7.0 to 3.51.2 can lose or damage commits in WAL mode when two connections write and
checkpoint at once (the WAL-reset fault). The `pysqlite3` wheel carries a mended library; where
no wheel exists and the system's library has the fault, WAL is not used.
"""

import sys

MENDED_FROM = (3, 51, 3)
MENDED_BACKPORTS = {(3, 50): 7, (3, 44): 6}


def use_bundled_sqlite() -> None:
    """Put the wheel's SQLite in the place of the interpreter's, where there is a wheel."""
    try:
        import pysqlite3  # there is no wheel for some platforms
    except ImportError:  # the gate below decides about WAL
        return
    if sqlite_is_mended(pysqlite3.sqlite_version_info):
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def sqlite_is_mended(version: tuple[int, int, int]) -> bool:
    """Say whether this SQLite version is free of the WAL-reset fault."""
    backport = MENDED_BACKPORTS.get(version[:2])
    return version >= MENDED_FROM or (backport is not None and version[2] >= backport)


def journal_mode() -> str:
    """Name the journal mode this SQLite can be trusted with: `WAL` or `DELETE`."""
    import sqlite3  # whichever was put in place before

    return "WAL" if sqlite_is_mended(sqlite3.sqlite_version_info) else "DELETE"
