from __future__ import annotations

import json
from pathlib import Path

import pytest

from firsthand import account
from firsthand.errors import InputError
from firsthand.group import group, load_judgements
from tests.command import firsthand, write_records
from tests.group.test_group import DAM, ELECTION, LEVEE, readings


def judged(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "judgements.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines) + "\n", "utf-8")
    return path


def test_what_follows_from_several_lines_holds_too(tmp_path: Path) -> None:
    lines = ({"together": ["a", "b"]}, {"together": ["b", "c"], "why": "one fire"}, {"apart": ["c", "x"]})
    found = load_judgements(judged(tmp_path, *lines))
    assert set(found.together["a"]) == {"b", "c"}
    assert found.together["c"]["b"] == "one fire"
    assert set(found.apart["x"]) == {"a", "b", "c"}
    assert found.articles == {"a", "b", "c", "x"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("together: a, b", "Line 2 is not JSON"),
        ("[1, 2]", "Line 2 is no judgement"),
        ("[" * 100_000, "Line 2 is not JSON"),
        ({"together": ["a", "b"], "apart": ["a", "c"]}, "Line 2 is no judgement"),
        ({"together": "ab"}, "Line 2 does not name two articles"),
        ({"apart": ["a", "a"]}, "Line 2 does not name two articles"),
        ({"apart": ["a", "b"], "why": 3}, "Line 2 gives a"),
        ({"apart": ["q", "p"]}, "Line 2 holds q and p apart, which other lines put together"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: object, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        load_judgements(judged(tmp_path, {"together": ["p", "q"]}, line))
    assert raised.value.reason.startswith(reason)


def test_a_file_that_cannot_be_read_is_bad_usage_told_in_one_line(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Rain fell on Halven.", "utf-8")
    for path in (tmp_path / "none.jsonl", judged(tmp_path, "no")):
        done = firsthand("account", article, "--judgements", path)
        assert done.returncode == 2
        assert done.stderr.decode().count("\n") == 1
        assert path.name in done.stderr.decode()


def test_a_person_merges_two_stories_whole(tmp_path: Path) -> None:
    judgements = load_judgements(judged(tmp_path, {"together": ["a00", "a04"], "why": "same night"}))
    stories = {s.articles: s for s in group(readings(DAM, LEVEE, ELECTION), judgements)}
    assert set(stories) == {("a00", "a01", "a02", "a03", "a04"), ("a05", "a06")}
    reasons = {link[:2]: link[2] for link in stories["a00", "a01", "a02", "a03", "a04"].links}
    assert reasons["a00", "a04"] == "A person put them together: same night."


def test_a_person_splits_a_story(tmp_path: Path) -> None:
    judgements = load_judgements(judged(tmp_path, {"apart": ["a00", "a02"]}))
    stories = [s.articles for s in group(readings(DAM), judgements)]
    assert ("a00", "a01") in stories or ("a01", "a02") in stories
    assert len(stories) == 2


def test_those_put_together_stay_so_where_their_stories_may_not_be_one(tmp_path: Path) -> None:
    judgements = load_judgements(judged(tmp_path, {"together": ["a00", "a03"]}, {"apart": ["a01", "a04"]}))
    home = {a: s.id for s in group(readings(DAM, LEVEE), judgements) for a in s.articles}
    assert home["a00"] == home["a03"]
    assert home["a01"] != home["a04"]


def test_a_judgement_holds_in_an_account_and_one_on_an_absent_article_is_named(tmp_path: Path) -> None:
    rows = [
        {"id": f"n{n}", "title": title, "text": text, "published": "2026-03-14"}
        for n, (title, text) in enumerate([DAM[0], ELECTION[0]])
    ]
    path = judged(tmp_path, {"together": ["n0", "n1"]}, {"apart": ["n0", "gone"]})
    edition = account([write_records(tmp_path / "n.jsonl", rows)], judgements=path)
    assert [s.articles for s in edition.stories] == [("n0", "n1")]
    assert [d.source for d in edition.dropped if d.stage == "group"] == ["gone"]
