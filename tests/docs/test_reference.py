"""The reference names every command, option, field, error and public name, and none that the code does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main

import firsthand
import firsthand.errors
from firsthand.cli import app
from firsthand.cli.options import Written
from firsthand.publish.contract import Output, schema

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
OUTPUTS: tuple[Output, ...] = get_args(Output)
_CODE = re.compile(r"`([^`]+)`")


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """The text under each "## " heading, by heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_cells(text: str) -> list[str]:
    """The first cell of each row of each table."""
    rows = re.findall(r"^\| (.+?) \|", text, flags=re.M)
    return [row for row in rows if "`" in row]


def options_of(params: list[Any]) -> set[str]:
    return {name for p in params if p.param_type_name == "option" for name in p.opts} | {"--help"}


def commands_of(name: str, command: Any) -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401
    """A command and those below it, each with its options."""
    yield name, options_of(command.params)
    for below, each in getattr(command, "commands", {}).items():
        yield from commands_of(f"{name} {below}", each)


COMMANDS = dict(commands_of("firsthand", typer.main.get_command(app)))


def test_every_command_has_its_section_and_no_other_has_one() -> None:
    assert set(sections(page("cli.md"))) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_options_of_a_command_are_those_in_its_section(name: str) -> None:
    cells = first_cells(sections(page("cli.md"))[name])
    named = {code.split()[0] for cell in cells for code in _CODE.findall(cell) if code.startswith("-")}
    assert named == COMMANDS[name]


def test_formats_are_named() -> None:
    table = sections(page("cli.md"))["firsthand account"].split("| Format |")[1]
    assert {code for cell in first_cells(table) for code in _CODE.findall(cell)} == {f.value for f in Written}


def fields(node: object) -> Iterator[str]:
    """Every property that a schema names."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for each in node.values():
            yield from fields(each)
    elif isinstance(node, list):
        for each in node:
            yield from fields(each)


FIELDS = {name for of in OUTPUTS for name in fields(schema(of))}


def test_every_field_of_the_output_is_described() -> None:
    named = {word for code in _CODE.findall(page("output.md")) for word in re.findall(r"[a-z_]+", code)}
    assert not FIELDS - named


def test_every_described_field_is_in_the_output() -> None:
    described = {code for cell in first_cells(page("output.md")) for code in _CODE.findall(cell)}
    assert not described - FIELDS


def enumerations(node: object) -> Iterator[str]:
    """Every word that a schema allows as a value."""
    if isinstance(node, dict):
        yield from (word for word in node.get("enum", ()) if isinstance(word, str))
        for each in node.values():
            yield from enumerations(each)
    elif isinstance(node, list):
        for each in node:
            yield from enumerations(each)


def test_every_value_that_a_field_may_take_is_described() -> None:
    named = set(_CODE.findall(page("output.md")))
    assert {word for of in OUTPUTS for word in enumerations(schema(of))} <= named


def test_every_error_is_described() -> None:
    raised = {n for n, e in vars(firsthand.errors).items() if isinstance(e, type) and issubclass(e, Exception)}
    described = {code for cell in first_cells(page("errors.md")) for code in _CODE.findall(cell)}
    assert {name for name in described if name.endswith("Error")} == raised


def test_every_public_name_is_described() -> None:
    described = {re.split(r"\W", code)[0] for cell in first_cells(page("python.md")) for code in _CODE.findall(cell)}
    assert described == set(firsthand.__all__)
