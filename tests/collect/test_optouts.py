"""What a publisher reserves, and what follows from it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect.licenses import NAMESPACE, read_license
from firsthand.collect.optouts import (
    GRANTED,
    HEAD_CHARACTERS,
    MAX_VALUE,
    Policy,
    TdmRule,
    decide,
    find_optouts,
    license_optout,
    tdm_file,
    tdm_optouts,
)
from firsthand.model import OptOut

URL = "https://news.vellmark.example/ferry"
REFUSE = Policy()
RECORD = Policy("record", "record", "record", "record")


def headers(*pairs: tuple[str, str]) -> list[str]:
    return [o.value for o in find_optouts(pairs, None, URL)]


def page(html: str) -> list[str]:
    return [o.value for o in find_optouts((), html, URL)]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("noai", ["noai"]),
        ("noindex, NoAI,noarchive", ["noindex", "noai", "noarchive"]),
        ("firsthand: noai", ["noai"]),
        ("otherbot: noai", []),
        ("otherbot: noai, noindex, firsthand: nosnippet", ["nosnippet"]),
        ("unavailable_after: 25 Jun 2031 15:00:00 PST, noai", ["noai"]),
        ("max-snippet: 20, none", ["none"]),
        ("follow", []),
        ("", []),
        (":::,,,", []),
    ],
)
def test_the_robots_header(value: str, found: list[str]) -> None:
    assert headers(("X-Robots-Tag", value)) == found


def test_the_robots_element_for_all_and_for_us() -> None:
    assert page("<META NAME=robots content='noindex, noai'>") == ["noindex", "noai"]
    assert page('<meta content="noai" name="firsthand" />') == ["noai"]
    assert page('<meta name="otherbot" content="noai">') == []
    assert page('<meta name="robots" content="no&#97;i">') == ["noai"]


def test_tdmrep_in_headers_and_pages() -> None:
    assert headers(("tdm-reservation", "1"), ("TDM-Policy", "https://a.example/p.json")) == [
        "tdm-reservation: 1",
        "tdm-policy: https://a.example/p.json",
    ]
    assert page('<meta name="tdm-reservation" content="1">') == ["tdm-reservation: 1"]
    assert headers(("tdm-reservation", "0")) == ["tdm-reservation: 0"]
    assert headers(("tdm-reservation", "yes")) == []


def test_a_license_of_rsl_is_found_and_one_of_another_kind_is_none() -> None:
    link = '</l.xml>; rel="license"; type="application/rsl+xml", </style.css>; rel=stylesheet'
    assert headers(("Link", link)) == ["https://news.vellmark.example/l.xml"]
    assert headers(("Link", "<https://a.example/by>; rel=license")) == []
    assert page('<link rel="license" type="application/rsl+xml" href="/l.xml">') == [
        "https://news.vellmark.example/l.xml"
    ]
    assert page('<link rel="license" href="https://a.example/by">') == []


def test_each_statement_says_where_it_stands_and_stands_once() -> None:
    found = find_optouts([("x-robots-tag", "noai"), ("x-robots-tag", "noai")], '<meta name="robots" content=noai>', URL)
    assert found == (OptOut("x-robots-tag", "noai", "X-Robots-Tag"), OptOut("meta robots", "noai", URL))


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <meta name="robots" content="noai"> -->',
        "<script>var a = '<meta name=robots content=noai>';</script>",
        "<title><meta name=robots content=noai></title>",
        '<meta name="description" content="> <meta name=robots content=noai>">',
        "<metadata name=robots content=noai>",
        "<meta name=robots content='noai",
        "<!-- <meta name=robots content=noai>",
        " " * HEAD_CHARACTERS + "<meta name=robots content=noai>",
    ],
)
def test_what_is_no_element_states_nothing(html: str) -> None:
    assert page(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<!-- a --><script>b</SCRIPT ><meta name=robots content=noai>",
        "<style>a</style><meta\nname=robots\ncontent=noai>",
        "<meta name=description content='a > b'><meta name=robots content=noai>",
        "<body><p>late<meta name=robots content=noai>",
    ],
)
def test_what_stands_before_it_hides_no_statement(html: str) -> None:
    assert page(html) == ["noai"]


@pytest.mark.parametrize("piece", ["<meta ", "<meta a=", '<meta a="', "<!--", "<script>", "<", "<meta a=' b=\" ", "a "])
def test_no_page_takes_long(piece: str) -> None:
    start = time.process_time()
    page(piece * 200_000)
    page("<meta name=robots " + piece * 50_000 + ">")
    headers(("link", piece * 50_000), ("x-robots-tag", piece * 50_000), ("x-robots-tag", "," * 500_000))
    assert time.process_time() - start < 2.0


@settings(deadline=None)
@given(st.text(st.sampled_from("<>!-/ =\"'metalinkscriptrobots:,;&#")), st.text())
def test_no_text_is_too_strange(html: str, value: str) -> None:
    pairs = [(n, value) for n in ("x-robots-tag", "link", "tdm-reservation", "tdm-policy")]
    decide(find_optouts(pairs, html + value, URL), REFUSE)


def test_the_file_of_tdmrep_is_read_and_its_first_match_holds() -> None:
    body = json.dumps(
        [
            {"location": "/open/*", "tdm-reservation": 0},
            {"location": "/odd/", "tdm-reservation": "perhaps"},
            {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://a.example/p"},
            {"location": 7, "tdm-reservation": 1},
            "nonsense",
        ]
    ).encode()
    rules = tdm_file(body)
    assert len(rules) == 3
    where = "https://news.vellmark.example/.well-known/tdmrep.json"
    site = "https://news.vellmark.example"
    assert [o.value for o in tdm_optouts(rules, f"{site}/open/a", where)] == ["tdm-reservation: 0"]
    assert tdm_optouts(rules, f"{site}/odd/a", where) == ()
    assert [o.value for o in tdm_optouts(rules, f"{site}/a", where)] == [
        "tdm-reservation: 1",
        "tdm-policy: https://a.example/p",
    ]
    assert decide(tdm_optouts(rules, f"{site}/a", where), REFUSE)


@pytest.mark.parametrize(
    "body", [b"", b"<html>not found</html>", b"[" * 60_000, b"7", b"[[]]", b"[{}]", b"\xff\xfe", b" " * 99_999, b"null"]
)
def test_what_is_no_such_file_states_nothing(body: bytes) -> None:
    assert tdm_file(body) == ()


@settings(deadline=None)
@given(
    st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_no_file_of_tdmrep_is_too_strange(body: bytes) -> None:
    assert isinstance(tdm_file(body), tuple)


def test_a_rule_for_another_path_says_nothing() -> None:
    assert tdm_optouts([TdmRule("/archive/", True)], URL, "w") == ()


def rsl(inside: str, url: str = "/") -> bytes:
    return f'<rsl xmlns="{NAMESPACE}"><content url="{url}">{inside}</content></rsl>'.encode()


FREE = '<license><permits type="usage">all</permits></license>'


@pytest.mark.parametrize(
    ("inside", "granted"),
    [
        (FREE, True),
        ('<license><permits type="usage">search ai-all</permits><payment type="attribution"/></license>', True),
        ('<license><prohibits type="usage">ai-train</prohibits></license>', True),
        ('<license><permits type="usage">search</permits></license>', False),
        ('<license><prohibits type="usage">ai-all</prohibits></license>', False),
        ('<license><permits type="usage">all</permits><prohibits type="usage">ai-input</prohibits></license>', False),
        ('<license><permits type="usage">all</permits><payment type="crawl"/></license>', False),
        ('<license><permits type="usage">all</permits><permits type="user">education</permits></license>', False),
        ('<license><permits type="usage">all</permits><reporting type="audit" profile="p"/></license>', False),
        ('<license><payment><amount currency="USD">1</amount></payment></license>', False),
        ("<terms>https://a.example/terms</terms>", False),
    ],
)
def test_a_license_grants_only_what_it_gives_everybody_for_nothing(inside: str, granted: bool) -> None:
    read = read_license(rsl(inside))
    assert read is not None
    assert read.grants(URL) == granted
    stated = license_optout(read, "https://a.example/l.xml", URL, "Link")
    assert (decide([stated], REFUSE) is None) == granted == stated.value.endswith(GRANTED)


def test_a_license_holds_for_the_pages_that_it_names() -> None:
    elsewhere = read_license(rsl(FREE, "/sport/"))
    own = read_license(rsl(FREE, "https://news.vellmark.example/*"))
    foreign = read_license(rsl(FREE, "https://other.example/*"))
    assert [r is not None and r.grants(URL) for r in (elsewhere, own, foreign)] == [False, True, False]


def test_a_narrower_prohibition_stands_against_a_wider_grant() -> None:
    both = rsl(FREE + '</content><content url="/fer*"><license><prohibits type="usage">all</prohibits></license>')
    read = read_license(both)
    assert read is not None
    assert not read.grants(URL)
    assert read.grants("https://news.vellmark.example/train")


def test_a_license_that_a_server_hands_out_is_not_granted() -> None:
    read = read_license(rsl(FREE).replace(b"<content", b'<content server="https://l.example"'))
    assert read is not None
    assert not read.grants(URL)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"<rsl/>",
        b'<rss xmlns="https://rslstandard.org/rsl"/>',
        b'<!DOCTYPE rsl [<!ENTITY a "b">]>' + rsl(FREE),
        b'<!DOCTYPE rsl SYSTEM "file:///etc/passwd">' + rsl(FREE),
        rsl("<license>" * 100),
        rsl("<x>" * 60 + "</x>" * 60),
        rsl("<x/>" * 6000),
        rsl(" " * 70_000),
        b'<?xml version="1.0" encoding="no-such"?>' + rsl(FREE),
    ],
)
def test_a_license_that_cannot_be_read_grants_nothing(body: bytes) -> None:
    assert read_license(body) is None
    assert decide([license_optout(None, "https://a.example/l.xml", URL, "Link")], REFUSE)


@settings(deadline=None)
@given(st.binary() | st.text(st.sampled_from("<>/ licensepermtu=\"'&;all")).map(lambda t: rsl(t)))
def test_no_license_is_too_strange(body: bytes) -> None:
    read = read_license(body)
    assert read is None or read.grants(URL) in (True, False)


def test_a_license_in_the_page_itself_is_read() -> None:
    script = '<script type="application/rsl+xml">\n{}\n</script>'
    assert decide(find_optouts((), script.format(rsl(FREE).decode()), URL), REFUSE) is None
    assert decide(find_optouts((), script.format("<rsl"), URL), REFUSE)


def test_a_statement_is_one_line_that_does_nothing_to_a_terminal() -> None:
    found = find_optouts(
        [("tdm-policy", "https://a.example/\x1b[2Jp\nq")],
        '<link rel=license type="application/rsl+xml" href="/l\x1b]0;\x07 &#10;.xml' + "x" * 9000 + '">',
        URL,
    )
    assert len(found) == 2
    assert all(o.value.isprintable() and len(o.value) <= MAX_VALUE for o in found)


@pytest.mark.parametrize(
    ("optout", "setting"),
    [
        (OptOut("robots.txt", "Disallow", "r"), "robots"),
        (OptOut("x-robots-tag", "noai", "X-Robots-Tag"), "noai"),
        (OptOut("meta robots", "noai", URL), "noai"),
        (OptOut("tdmrep", "tdm-reservation: 1", "w"), "tdm"),
        (OptOut("robots.txt", "Content-Signal: search=no, ai-train=no", "r"), "tdm"),
        (OptOut("robots.txt", "Content-Signal: ai-input=no", "r"), "tdm"),
        (OptOut("rsl", "https://a.example/l.xml", "Link"), "rsl"),
    ],
)
def test_a_reservation_refuses_in_one_sentence_unless_the_operator_says_otherwise(optout: OptOut, setting: str) -> None:
    reason = decide([optout], REFUSE)
    assert reason is not None
    assert reason.endswith(".")
    assert decide([optout], RECORD) is None
    others = {n: "record" for n in ("robots", "noai", "tdm", "rsl") if n != setting}
    assert decide([optout], Policy(**others)) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "optout",
    [
        *(OptOut("meta robots", v, URL) for v in "noindex none noarchive nosnippet noimageai".split()),
        OptOut("tdmrep", "tdm-reservation: 0", "w"),
        OptOut("tdmrep", "tdm-policy: https://a.example/p", "w"),
        OptOut("robots.txt", "Content-Signal: search=yes, ai-train=no", "r"),
        OptOut("rsl", "https://a.example/l.xml" + GRANTED, "Link"),
    ],
)
def test_what_does_not_reserve_this_use_is_recorded_only(optout: OptOut) -> None:
    assert decide([optout], REFUSE) is None
