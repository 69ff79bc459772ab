"""What the pages name exists: other pages, commands with their options, settings, forms, addresses of the site."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from starlette.routing import BaseRoute, Match, Mount
from typer.testing import CliRunner

from firsthand.cli import app as command_line
from firsthand.cli.options import Written
from firsthand.config import SECTIONS, load_config
from firsthand.desk.opening import open_desk
from firsthand.publish.forms import FORMS, form_of_file
from firsthand.web.app import make_app
from firsthand.web.house import open_house

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
_CODE = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.M | re.S)
#: An address of the site, as the pages write it; words in capitals or braces stand for what varies.
_ADDRESS = re.compile(r"(?:(GET|POST|PUT|PATCH|DELETE) )?(/(?:[a-z.][\w.-]*|\{\w+\}|[A-Z]+)(?:/[\w.{}:-]+)*)(?:\?\S*)?")
#: Folders of a system, and what addresses begin with.
_FILES = ("/etc/", "/srv/")
_BEGINNINGS = ("/api", "/api/v1", "/static")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


# --- pages ---


@pytest.mark.parametrize("folder", ["tutorial", "how-to", "reference", "explanation"])
def test_the_front_of_the_documentation_names_every_page(folder: str) -> None:
    named = set(re.findall(rf"\]\(({folder}/[\w-]+\.md)\)", text_of(DOCS / "README.md")))
    assert named == {f"{folder}/{page.name}" for page in (DOCS / folder).glob("*.md")}


def test_every_decision_is_on_the_list() -> None:
    named = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", text_of(DOCS / "decisions" / "README.md")))
    assert named == {page.name for page in (DOCS / "decisions").glob("0*.md")}


# --- commands ---


def commands_on(page: Path) -> Iterator[str]:
    """Commands of firsthand in the fences, the indented lines and the code spans of a page."""
    text = text_of(page)
    blocks = [code for _, _, code in _FENCE.findall(text)]
    rest = _FENCE.sub("", text)
    lines = [line for block in blocks for line in block.splitlines()] + re.findall(r"^    .+$", rest, flags=re.M)
    for line in (*lines, *_CODE.findall(rest)):
        found = re.match(r"(?: *|\$ |\S*=?/\S*/)(firsthand [a-z].*)", line)
        if found:
            yield re.split(r" \| | \d?> |  +#| +\(", found[1])[0]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_command_that_is_named_exists_with_its_options(page: Path) -> None:
    for line in commands_on(page):
        command: Any = typer.main.get_command(command_line)
        words = re.split(r"[\s|]+", line)[1:] if re.search(r"[|…]", line) else shlex.split(line)[1:]
        assert words[0] in command.commands, line
        params: list[Any] = []
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
            params += command.params
        # `firsthand takedown URL` is short for `firsthand takedown notice URL`
        params += [p for below in getattr(command, "commands", {}).values() for p in below.params]
        named = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert named <= {name for p in params for name in p.opts} | {"--help"}, line


# --- settings ---


def settings() -> list[tuple[str, str]]:
    """The fences of TOML that are pieces of firsthand.toml."""
    found = [(name_of(p), code) for p in PAGES for _, kind, code in _FENCE.findall(text_of(p)) if kind == "toml"]
    return [(p, code) for p, code in found if re.search(rf"^\[(?:{'|'.join(SECTIONS)})\]", code, flags=re.M)]


@pytest.mark.parametrize(("page", "code"), settings())
def test_settings_on_the_pages_can_be_used(page: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "firsthand.toml").write_text(code, "utf-8")
    load_config(tmp_path / "firsthand.toml")


# --- forms ---


def test_the_guide_on_evidence_names_every_form_and_no_other() -> None:
    guide = text_of(DOCS / "how-to" / "export-evidence.md")
    cells = re.findall(r"^\| [^|]+ \| (`[^|]+) \| [^|]+ \|$", guide, flags=re.M)
    named = {code for cell in cells for code in _CODE.findall(cell)}
    assert set(FORMS) <= named
    assert named <= {form.value for form in Written}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_file_that_a_story_is_written_to_has_a_form(page: Path) -> None:
    for line in commands_on(page):
        words = line.split()
        if words[1] in ("account", "story") and "-o" in words and not {"-f", "--format"} & set(words):
            assert form_of_file(words[words.index("-o") + 1]), line


# --- addresses ---


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[BaseRoute]:
    """What the site of an empty store answers to."""
    folder = tmp_path_factory.mktemp("site")
    assert CliRunner().invoke(command_line, ["init", str(folder)]).exit_code == 0
    with open_desk(folder / "firsthand.toml") as desk:
        return list(make_app(open_house(desk)).routes)


def leads_somewhere(routes: list[BaseRoute], method: str | None, path: str) -> bool:
    """Whether something answers at a path, to a method where one is named."""
    scope = {"type": "http", "path": path, "root_path": "", "method": method or "GET", "headers": []}
    for route in routes:
        if isinstance(route, Mount):
            inside = list(getattr(route.app, "routes", ()))
            if path.startswith(f"{route.path}/") and leads_somewhere(inside, method, path.removeprefix(route.path)):
                return True
        match, _ = route.matches(scope)
        if not isinstance(route, Mount) and (match is Match.FULL or (match is Match.PARTIAL and method is None)):
            return True
    return False


def addresses_on(page: Path) -> Iterator[re.Match[str]]:
    for code in _CODE.findall(_FENCE.sub("", text_of(page))):
        found = _ADDRESS.fullmatch(code.strip())
        if found and found[2].rstrip("/") not in _BEGINNINGS and not found[2].startswith(_FILES):
            yield found


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_an_address_that_is_named_leads_somewhere(page: Path, routes: list[BaseRoute]) -> None:
    root = "/api/v1" if page.name == "api.md" else ""
    for found in addresses_on(page):
        path = re.sub(r"\{[^}]*\}|\b[A-Z]{2,}\b", "1", found[2])
        tried = [path] if path.startswith(root or "/") else [root + path, path]
        assert any(leads_somewhere(routes, found[1], each) for each in tried), found[0]
