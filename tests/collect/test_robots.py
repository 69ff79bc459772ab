"""What a site's robots.txt says to us."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect.robots import (
    MAX_DELAY,
    MAX_RULES,
    ROBOTS_BYTES,
    Rules,
    parse_robots,
    path_matches,
    path_of,
    rules_of_answer,
)

SITE = "https://news.vellmark.example"
#: A checkout of github.com/scrapy/protego: its own suite and its robots.txt files of real sites (BSD-3-Clause).
PROTEGO = os.environ.get("FIRSTHAND_PROTEGO_TESTS", "")
needs_protego = pytest.mark.skipif(not PROTEGO, reason="FIRSTHAND_PROTEGO_TESTS names no checkout of scrapy/protego")


def rules(text: str | bytes) -> Rules:
    return parse_robots(text if isinstance(text, bytes) else text.encode())


def allowed(text: str | bytes, *paths: str) -> list[bool]:
    parsed = rules(text)
    return [parsed.allows(SITE + p) for p in paths]


def test_the_longest_rule_wins_and_allow_wins_a_tie() -> None:
    text = "User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /both\nAllow: /both\n"
    assert allowed(text, "/news/a", "/news/open/a", "/both", "/else") == [False, True, True, True]


def test_stars_and_dollars() -> None:
    text = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*z\nDisallow: /exact$\n"
    assert allowed(text, "/x/y.pdf", "/x/y.pdf?p=1", "/a/b/z/c", "/exact", "/exactly") == [
        False,
        True,
        False,
        False,
        True,
    ]


def test_our_own_group_is_read_instead_of_the_one_for_all_and_groups_of_one_name_are_one() -> None:
    text = (
        "User-agent: *\nDisallow: /\n\nUser-agent: Firsthand\nDisallow: /a\n\nUser-agent: firsthand/1.0\nDisallow: /b\n"
    )
    assert allowed(text, "/", "/a", "/b") == [True, False, False]


def test_an_empty_group_of_our_own_allows_all() -> None:
    assert allowed("User-agent: *\nDisallow: /\nUser-agent: firsthand\nDisallow:\n", "/a") == [True]


@pytest.mark.parametrize("agent", ["first", "hand", "firsthandbot", "notfirsthand", "first hand", "f*", ""])
def test_the_group_of_another_agent_is_not_ours(agent: str) -> None:
    assert allowed(f"User-agent: {agent}\nDisallow: /\n", "/a") == [True]


@pytest.mark.parametrize("agent", ["firsthand", "FIRSTHAND", "firsthand*", "firsthand/2.0 (+https://a.example)", "*"])
def test_a_group_that_names_us_in_any_way_is_ours(agent: str) -> None:
    assert allowed(f"User-agent: {agent}\nDisallow: /\n", "/a", "/robots.txt") == [False, True]


def test_agents_in_a_row_share_their_rules_whatever_stands_between() -> None:
    text = "User-agent: firsthand\n# note\n\nSitemap: https://a.example/s.xml\nUser-agent: other\nDisallow: /a\n"
    assert allowed(text, "/a") == [False]


def test_a_crawl_delay_ends_a_run_of_agents() -> None:
    parsed = rules("User-agent: *\nCrawl-delay: 7\nUser-agent: other\nDisallow: /\n")
    assert (parsed.allows(SITE + "/a"), parsed.crawl_delay) == (True, 7.0)


def test_escapes_are_compared_in_one_spelling() -> None:
    text = "User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /%7Euser\nDisallow: /straße\n"
    assert allowed(text, "/café/a", "/~user", "/stra%C3%9Fe") == [False, False, False]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_end_of_line_and_a_mark_at_the_start(end: str) -> None:
    text = end.join(["User-agent: *", "Disallow: /a", ""])
    assert allowed(b"\xef\xbb\xbf" + text.encode(), "/a") == [False]
    assert allowed(text.encode("utf-16"), "/a") == [False]


def test_a_separator_that_is_no_end_of_line_smuggles_no_rule_in() -> None:
    assert allowed("User-agent: *\nDisallow: /a\nDisallow: /x\x0bAllow: /a/b\u2028Allow: /a/b\n", "/a/b") == [False]


def test_what_people_write_by_mistake_is_understood() -> None:
    assert allowed("useragent *\ndissallow: /a\nUSER AGENT: firsthand\nDISALLOW /b # no\n", "/b", "/a") == [False, True]


def test_sitemaps_licenses_and_signals_are_listed() -> None:
    parsed = rules(
        "License: https://a.example/l.xml\nUser-agent: other\nDisallow: /\nContent-Signal: search=no\n"
        "Sitemap: https://a.example/news.xml\nUser-agent: *\nContent-Signal: ai-train=no\nlicense: /two.xml\n"
    )
    assert parsed.sitemaps == ("https://a.example/news.xml",)
    assert parsed.licenses == ("https://a.example/l.xml", "/two.xml")
    assert parsed.signals == ("Content-Signal: ai-train=no",)


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Crawl-delay: 99999999", MAX_DELAY),
        ("Crawl-delay: 1e400", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: -3", None),
        ("Crawl-delay: soon", None),
        ("Request-rate: 1/10s", 10.0),
        ("Request-rate: 4/1m", 15.0),
        ("Request-rate: 1/" + "9" * 400, MAX_DELAY),
        ("Request-rate: 1/10\nCrawl-delay: 3", 10.0),
        ("Disallow: /a", None),
    ],
)
def test_the_pace_that_is_asked_for_is_kept_within_bounds(lines: str, delay: float | None) -> None:
    assert rules(f"User-agent: *\n{lines}\n").crawl_delay == delay


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((s, "parsed") for s in (200, 204)),
        *((s, "all allowed") for s in (301, 401, 403, 404, 410)),
        *((s, "all refused") for s in (429, 500, 503)),
    ],
)
def test_what_an_answer_means_by_its_status(status: int, outcome: str) -> None:
    found = rules_of_answer(status, b"User-agent: *\nDisallow: /a\n")
    assert found.outcome == outcome
    assert found.allows(SITE + "/a") == (outcome == "all allowed")
    assert (found.reason is None) == (outcome == "parsed")


def test_an_error_page_in_its_place_refuses_nothing() -> None:
    assert allowed("<!doctype html>\n<p>Disallow: / is what you may think</p>\n", "/a") == [True]


def test_beyond_500_kib_nothing_is_read_and_that_is_said() -> None:
    start = b"User-agent: *\nDisallow: /early\n"
    parsed = rules(start + b"#" + b"x" * (ROBOTS_BYTES - 40) + b"\nDisallow: /late\n" * 9)
    assert [parsed.allows(SITE + p) for p in ("/early", "/late")] == [False, True]
    assert "500 KiB" in parsed.complaints[0]


def test_more_rules_than_can_be_honored_refuse_all_and_say_so() -> None:
    lines = b"".join(b"Allow: /%d\n" % n for n in range(MAX_RULES + 1))
    parsed = rules(b"User-agent: *\n" + lines)
    assert (parsed.outcome, parsed.allows(SITE + "/1")) == ("all refused", False)
    assert parsed.reason is not None
    assert not rules(parsed.text).allows(SITE + "/1")


def test_an_overlong_disallow_refuses_more_and_an_overlong_allow_allows_nothing() -> None:
    parsed = rules("User-agent: *\nDisallow: /" + "a" * 3000 + "\nDisallow: /b\nAllow: /b" + "*x" * 200 + "\n")
    assert not parsed.allows(SITE + "/" + "a" * 2500)
    assert not parsed.allows(SITE + "/b" + "x" * 300)
    assert len(parsed.complaints) == 2


hostile = {
    "stars": b"Disallow: /" + b"*" * 10_000,
    "stars and letters": b"Disallow: /" + b"*a" * 10_000,
    "many wildcards": b"".join(b"Disallow: /%d" % n + b"*a" * 40 + b"b$\n" for n in range(5000)),
    "one endless line": b"Disallow: /" + b"a" * 600_000,
    "spaces": b"User-agent:" + b" " * 499_000 + b"x",
    "colons": b":" * 500_000,
    "escapes": b"Disallow: /" + b"%41" * 150_000,
    "nothing": b"\0" * 500_000,
    "agents": b"".join(b"User-agent: a%d\n" % n for n in range(30_000)),
    "no end of groups": b"User-agent: *\nAllow: /\n" * 20_000,
}


@pytest.mark.parametrize("name", hostile)
def test_no_file_takes_long(name: str) -> None:
    start = time.process_time()
    parsed = rules(b"User-agent: *\n" + hostile[name])
    parsed.allows(SITE + "/" + "a" * 1900)
    assert time.process_time() - start < 3.0  # the worst takes .3 s


lines = st.sampled_from(
    "User-agent: *|User-agent: firsthand|User-agent: x|Disallow: /|Allow: /a*b$|Disallow: /%|Crawl-delay: 1|x".split(
        "|"
    )
)


@settings(deadline=None)
@given(st.lists(lines | st.text(max_size=20)).map("\n".join).map(lambda t: t.encode("utf-8", "replace")) | st.binary())
def test_any_file_is_read_and_what_is_kept_of_it_says_the_same(body: bytes) -> None:
    parsed = parse_robots(body)
    again = parse_robots(parsed.text.encode())
    assert (again.text, again.crawl_delay, again.licenses) == (parsed.text, parsed.crawl_delay, parsed.licenses)
    for path in ("/", "/a/b", "/axb", "/%25"):
        assert again.allows(SITE + path) == parsed.allows(SITE + path)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/", "/a", True),
        ("/a", "/b", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*/c", "/a/b/c/d", True),
        ("/*.jpg$", "/a.jpg.png", False),
        ("/*a*b", "/ba", False),
        ("/a*a$", "/a", False),
        ("*", "/", True),
        ("/cost%24", "/cost$", True),
        ("/%7ea", "/~a", True),
        ("", "/a", True),
    ],
)
def test_path_patterns(pattern: str, path: str, matches: bool) -> None:
    assert path_matches(pattern, path_of(SITE + path)) == matches


@needs_protego
def test_protegos_own_suite_passes() -> None:
    names = ("test_protego.py", "test_on_google_spec.py", "test_unquote.py", "test_on_fetched_robotstxt.py")
    files = [str(Path(PROTEGO) / "tests" / n) for n in names if (Path(PROTEGO) / "tests" / n).exists()]
    # One test is left out: which exception bytes raise changed from release to release, and we never pass any.
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *files]
    command += ["-k", "not test_bytestrings"]
    run = subprocess.run(command, cwd=PROTEGO, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stdout[-3000:]


@needs_protego
def test_on_the_files_of_real_sites_we_decide_as_protego_does() -> None:
    from protego import Protego

    paths = ("/", "/news/", "/index.html", "/search?q=a", "/api/x", "/a/b/c.pdf", "/tag/x?page=2", "/cgi-bin/a")
    files = sorted(f for f in (Path(PROTEGO) / "tests" / "test_data").iterdir() if f.is_file())
    assert len(files) > 1000
    differing = []
    for file in files:
        body = file.read_bytes()
        theirs, ours = Protego.parse(body.decode("utf-8-sig", "replace")), parse_robots(body)
        differing += [(file.name, p) for p in paths if theirs.can_fetch(SITE + p, "firsthand") != ours.allows(SITE + p)]
    assert differing == []
