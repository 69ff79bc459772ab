"""One article, one address."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firsthand.clean.address import without_tracking
from firsthand.collect.canonical import MAX_ADDRESS, canonical_url


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://News.Vellmark.Example/A/b", "https://news.vellmark.example/A/b"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example./a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example:/a", "https://news.example/a"),
        ("https://reader:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a#:~:text=ferry", "https://news.example/a"),
        ("https://news.example/#!/2031/a", "https://news.example/#!/2031/a"),
        ("https://news.example/a?utm_source=feed&id=7&fbclid=x&b=2", "https://news.example/a?id=7&b=2"),
        ("https://news.example/a?at_medium=rss&at_campaign=k", "https://news.example/a"),
        ("https://news.example/a?UTM_Source=feed&utm%5Fmedium=x", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?", "https://news.example/a"),
        ("https://news.example/a?&&id=7&", "https://news.example/a?id=7"),
        ("https://news.example/%7euser/%c3%a9t%C3%A9%2f", "https://news.example/~user/%C3%A9t%C3%A9%2F"),
        ("https://news.example/été", "https://news.example/%C3%A9t%C3%A9"),
        ("https://news.example/50%-off", "https://news.example/50%25-off"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/a/./b/../c", "https://news.example/a/c"),
        ("https://news.example/../../a/%2e%2e/", "https://news.example/"),
        ("https:\\\\news.example\\a?b=\\", "https://news.example/a?b=%5C"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://news.ex\nample/a", "https://news.example/a"),
        ("https://Bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://xn--bcher-kva.example/a", "https://xn--bcher-kva.example/a"),
        ("https://[2001:DB8:0::1]/a", "https://[2001:db8::1]/a"),
        ("https://news.example//a/", "https://news.example//a/"),
    ],
)
def test_every_spelling_comes_to_one(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    "written",
    [
        "",
        "news.example/a",
        "/a",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:desk@news.example",
        "https://",
        "https:///a",
        "https:news.example",
        "https://news.example:99999/",
        "https://news.example:0/",
        "https://news.example:port/",
        "https://[::1/",
        "https://a..b/",
        "https://a b/",
        "https://<news>/",
        f"https://{'a' * 300}.example/",
        f"https://{'é' * 300}.example/",
        "https://news.example/" + "a" * MAX_ADDRESS,
        "https://news.example/" + "é" * 400,
    ],
)
def test_what_is_no_address_of_a_page_has_none(written: str) -> None:
    assert canonical_url(written) is None


def test_what_stands_for_another_page_stays_apart() -> None:
    pages = ["https://a.example/x", "http://a.example/x", "https://www.a.example/x", "https://a.example/x/"]
    pages += ["https://a.example/X", "https://a.example/x?id=1", "https://a.example/x?id=2", "https://a.example/x%2F"]
    assert len({canonical_url(p) for p in pages}) == len(pages)


parts = st.text(st.sampled_from("aZ9é/%2eE5cF.&=?#!:@[]\\ +;~\t\u3002\uff0e*$|\"'<>^{}`"), max_size=40)


@settings(deadline=None)
@given(st.builds("https://{}{}".format, st.sampled_from(["a.example", "É.example", "[::1]", "u@b.example:80"]), parts))
@example("https://a.example/%25%32%35")
@example("https://a.example/?%75tm_source=x&utm_source")
@example("https://a.example/a?#!%2E")
def test_applied_twice_it_gives_what_it_gave_once(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


@settings(deadline=None)
@given(st.text(max_size=60) | parts)
def test_no_text_is_too_strange(text: str) -> None:
    once = canonical_url(text)
    assert once is None or (canonical_url(once) == once and once.isascii())


@pytest.mark.parametrize("name", "utm_id fbclid gclid ns_mchannel at_custom3 ocid smid guce_referrer_sig _gl".split())
def test_cleaning_and_collecting_agree_on_what_follows_readers(name: str) -> None:
    url = f"https://news.example/a?{name}=1"
    assert canonical_url(url) == without_tracking(url) == "https://news.example/a"


@pytest.mark.parametrize("name", "id page ref source q article_id ats".split())
def test_a_parameter_that_may_name_the_page_stays(name: str) -> None:
    assert canonical_url(f"https://news.example/a?{name}=1") == f"https://news.example/a?{name}=1"
