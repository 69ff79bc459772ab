"""Links between the pages resolve, and the Python on them runs against what there is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import firsthand

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "demo").glob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make, as the usual hosts make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{name_of(page)} links to {target}"
        assert not anchor or anchor in anchors(found), f"{name_of(page)} links to {target}"


def test_every_page_can_be_reached_from_the_front() -> None:
    seen: set[Path] = set()
    todo = [ROOT / "README.md", ROOT / "docs" / "README.md", ROOT / "demo" / "README.md"]
    while todo:
        page = todo.pop().resolve()
        if page not in seen and page.suffix == ".md" and page.exists():
            seen.add(page)
            targets = _LINK.findall(page.read_text(encoding="utf-8"))
            todo.extend(page.parent / target.partition("#")[0] for target in targets if ":" not in target)
    assert {name_of(p) for p in PAGES} - {name_of(p) for p in seen} == set()


def python_blocks() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for language, code in _FENCE.findall(page.read_text(encoding="utf-8")):
            if language == "python":
                yield name_of(page), code


@pytest.mark.parametrize(("page", "code"), list(python_blocks()))
def test_python_on_the_pages_compiles_and_names_what_there_is(page: str, code: str) -> None:
    tree = compile(code, page, "exec", flags=ast.PyCF_ONLY_AST)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "firsthand":
            assert node.attr in firsthand.__all__, f"{page} names firsthand.{node.attr}"


def test_the_front_page_shows_ten_lines_of_python_that_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = next(code for page, code in python_blocks() if page == "README.md")
    assert len(code.splitlines()) <= 10
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})
    assert "origins" in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_make_commands_on_the_pages_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    named = set(re.findall(r"(?:^    |`)make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.M))
    assert named <= targets


def test_every_room_is_on_the_map() -> None:
    rooms = {p.parent.name for p in (ROOT / "src" / "firsthand").glob("*/__init__.py")}
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    assert {room for room in rooms if f"{room}/" not in page} == set()
