"""Pages that would break a parser cost themselves alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest

from firsthand.clean import clean
from firsthand.clean.child import PageParser
from firsthand.clean.limits import MAX_ATTRIBUTES, MAX_TAGS, hostile
from firsthand.errors import InputError
from tests.clean.pages import PARAGRAPHS, captured, page


@pytest.fixture
def parser() -> Iterator[PageParser]:
    parser = PageParser()
    yield parser
    parser.close()


def test_one_child_serves_many_pages(parser: PageParser) -> None:
    first = parser.parse(page(), None, "a.html")
    child = parser.child._child
    second = parser.parse(page(title="Another headline of the day"), None, "b.html")
    assert parser.child._child is child
    assert (first.headline, second.headline) == ("Ferry to Sund late again", "Another headline of the day")


def test_a_child_that_died_is_replaced(parser: PageParser) -> None:
    parser.parse(page(), None, "a.html")
    assert parser.child._child is not None
    parser.child._child.kill()
    parser.child._child.wait()
    assert parser.parse(page(), None, "b.html").headline == "Ferry to Sund late again"


def test_a_page_that_takes_too_long_is_named() -> None:
    parser = PageParser(seconds=0.001)
    with pytest.raises(InputError, match=r"slow.html: .*within 0.001 seconds"):
        parser.parse(page(), None, "slow.html")
    parser.close()


def test_a_page_that_takes_too_much_memory_is_named() -> None:
    parser = PageParser(memory=30_000_000)
    with pytest.raises(InputError, match=r"big.html: .*memory"):
        parser.parse(page(), None, "big.html")
    parser.close()


def test_deep_nesting_is_survived(parser: PageParser) -> None:
    parser.parse("<html><body>" + "<div>" * 5000 + PARAGRAPHS[0], None, "deep.html")
    assert parser.parse(page(), None, "b.html").headline == "Ferry to Sund late again"


def headline_in_worker(content: str) -> str | None:
    return clean(captured(content)).headline


def test_a_worker_of_a_pool_has_a_child_of_its_own() -> None:
    clean(captured(page()))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(headline_in_worker, (page(),)) == "Ferry to Sund late again"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</p>", "attributes"),
        ("<p " + "a " * (MAX_ATTRIBUTES + 2) + ">x</p>", "attributes"),
        ("<table>" + "<tr><td>1</td></tr>" * 100_000 + "</table>", "tags"),
        ('<!DOCTYPE html [<!ENTITY a "aaaa">]><p>&a;</p>', "entities"),
        ('<?xml version="1.0"?><!ENTITY a "b"><p>x</p>', "entities"),
    ],
)
def test_a_hostile_page_is_refused_before_parsing(content: str, said: str) -> None:
    assert said in (hostile(content) or "")


@pytest.mark.parametrize(
    "content",
    [
        page(),
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><p>x</p>',
        "<script>" + "if (a <b && c) x = 1 ; " * 20_000 + "</script>",
        '<p data-words="' + "word " * 20_000 + '">x</p>',
        "<b>x</b>" * (MAX_TAGS // 2),
    ],
)
def test_an_odd_page_is_not_refused(content: str) -> None:
    assert hostile(content) is None
