"""A secret is made once, whole, and for the owner only."""

import secrets
from concurrent.futures import ThreadPoolExecutor

from dutyline.toolkit.kept_secret import kept_secret


def made():
    return secrets.token_hex(32)


def test_the_same_secret_is_given_again(tmp_path):
    path = tmp_path / "key"
    assert kept_secret(path, made) == kept_secret(path, made)


def test_all_who_ask_at_once_get_the_same(tmp_path):
    path = tmp_path / "key"
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _each: kept_secret(path, made), range(64)))
    assert found == {path.read_text()}
    assert [each.name for each in tmp_path.iterdir()] == ["key"]


def test_only_the_owner_may_read_it(tmp_path):
    path = tmp_path / "key"
    kept_secret(path, made)
    assert path.stat().st_mode & 0o777 == 0o600
