"""The lock files hold what pyproject.toml asks for, with hashes, and name no index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-dev.lock": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
    "requirements-build.lock": PROJECT["build-system"]["requires"],
}


def plain(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def versions(lock: str) -> dict[str, set[str]]:
    """The pinned versions by package; more than one where they depend on the platform."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M):
        found.setdefault(plain(name), set()).add(version)
    return found


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_holds_what_is_asked_for(lock: str) -> None:
    asked = {plain(re.split(r"[^\w.-]", requirement)[0]) for requirement in ASKED[lock]}
    assert asked <= set(versions(lock))


@pytest.mark.parametrize("lock", ASKED)
def test_every_package_is_pinned_with_hashes_and_no_index_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|--(?:index-url|extra-index-url|find-links)", text)


def test_what_runs_is_what_is_tested() -> None:
    tested = versions("requirements-dev.lock")
    assert {name for name, pinned in versions("requirements.lock").items() if tested[name] != pinned} == set()
