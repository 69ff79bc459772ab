"""Whom an article credits."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.clean import clean
from firsthand.clean.credits import find_credits, fold_name, is_agency_line, load_agencies
from firsthand.model import Role
from tests.clean.pages import PARAGRAPHS, captured, page


def credited(line: str, role: Role = "body", publisher: str | None = None) -> tuple[str, ...]:
    return find_credits([(line, role), *((p, "body") for p in PARAGRAPHS)], publisher)


@pytest.mark.parametrize(
    ("line", "role", "name"),
    [
        ("SUND, Vellmark (AP) - The ferry was late on Monday.", "body", "AP"),
        ("(Reuters) - The ferry was late on Monday.", "body", "Reuters"),
        ("SUND, Vellmark, Jan 1 (Reuters) — The ferry was late.", "body", "Reuters"),
        ("Ada Brook, with AFP", "byline", "AFP"),
        ("Source: Radio Sund and news agencies", "credit", "Radio Sund"),
        ("The Associated Press contributed to this report.", "credit", "AP"),
        ("Copyright 2026 The Associated Press. All rights reserved.", "disclosure", "AP"),
        ("This article originally appeared on Sund Today.", "disclosure", "Sund Today"),
        ("Read the original article on Sund Today. Follow us.", "disclosure", "Sund Today"),
        ("Agence France-Presse", "credit", "AFP"),
        ("PA", "credit", "PA"),
    ],
)
def test_a_credit_is_read_under_its_short_name(line: str, role: Role, name: str) -> None:
    assert credited(line, role) == (name,)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("“It was cold,” one passenger told AFP.", "body"),
        ("The quay in Sund on Monday. (AP Photo/Ada Brook)", "caption"),
        ("He spoke with Reuters about the ferry, and with the board.", "body"),
        ("The findings were published by the harbour board in March.", "body"),
        ("Copyright 2026 Vellmark Courier", "disclosure"),
    ],
)
def test_what_is_no_credit_is_none(line: str, role: Role) -> None:
    assert credited(line, role) == ()


def test_an_agency_behind_the_last_sentence_is_a_credit() -> None:
    text = "\n".join([*PARAGRAPHS, "The next ferry leaves at noon, the board said. (Reuters)"])
    article = clean(captured(text, "text"))
    assert article.credits == ("Reuters",)
    assert article.blocks[-1].role == "body"


def test_a_publisher_does_not_credit_itself() -> None:
    assert credited("SUND (AP) - The ferry was late.", publisher="AP") == ()


def test_short_names_are_told_by_their_case() -> None:
    assert is_agency_line("AFP / Reuters")
    assert not is_agency_line("pa")
    assert not is_agency_line("The ferry was late")


def test_a_user_can_add_agencies(tmp_path: Path) -> None:
    more = tmp_path / "more.toml"
    more.write_text('[[agency]]\nshort = "VPU"\nnames = ["VPU", "Vellmark Press Union"]\n')
    agencies = load_agencies(more)
    assert find_credits([("SUND (Vellmark Press Union) - The ferry was late.", "body")], None, agencies) == ("VPU",)
    assert agencies[fold_name("AFP")] == "AFP"


def test_the_table_names_every_agency_by_its_short_name_too() -> None:
    assert {"AFP", "AP", "Reuters", "PA", "dpa"} <= set(load_agencies().values())


@pytest.mark.parametrize(
    ("above", "credits"),
    [
        ('<p class="author-line">By Ada Brook, with Sund News Agency</p>', ("Sund News Agency",)),
        ('<div class="byline">By <a href="/ada">Ada Brook</a>, with AFP</div>', ("AFP",)),
        ('<div class="byline">By Ada Brook, with Tom Field</div>', ()),
        ('<div class="byline">By Ada Brook in Sund</div>', ()),
    ],
)
def test_the_byline_over_a_page_credits_whom_the_text_is_shared_with(above: str, credits: tuple[str, ...]) -> None:
    article = clean(captured(page(above=above)))
    assert article.byline[0] == "Ada Brook"
    assert article.credits == credits
