from __future__ import annotations

from datetime import UTC, datetime

import pytest

from firsthand.desk.adding import Arrival, keep
from firsthand.desk.history import find_history
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from tests.kept import make_capture, read

URL = "https://courier.vellmark.example/bridge"
TEXT = "The bridge at Ostrel fell on Friday night.\nTwelve people were hurt, the mayor said.\nIt had rained for weeks."
EDITED = TEXT.replace("Twelve", "Fourteen")
CORRECTED = EDITED.replace("Friday", "Thursday") + "\nCorrection: It fell on Thursday."


def arrive(desk: Desk, text: str, hour: int) -> None:
    keep(desk, [Arrival(make_capture(text, url=URL), at=datetime(2026, 3, 14, hour, tzinfo=UTC))], read=read)


def test_each_version_stands_with_its_hour_and_what_changed(desk: Desk) -> None:
    for hour, text in ((6, TEXT), (8, EDITED), (9, CORRECTED)):
        arrive(desk, text, hour)
    history = find_history(desk, URL)
    assert [(v.number, v.seen_at.hour) for v in history.versions] == [(1, 6), (2, 8), (3, 9)]
    first, second, third = history.versions
    assert first.edit is None
    assert second.edit is not None and third.edit is not None
    (figure,) = second.edit.swaps
    words = first.reading.article.quote(figure.old), second.reading.article.quote(figure.new)
    assert words == ("Twelve people", "Fourteen people")
    assert (third.edit.kind, len(third.edit.notices)) == ("corrected", 1)
    assert [s.kind for s in third.edit.swaps] == ["day"]


def test_other_bytes_with_the_same_text_are_visits_and_no_version(desk: Desk) -> None:
    arrive(desk, TEXT, 6)
    arrive(desk, TEXT + "\n\n", 8)
    arrive(desk, "\n" + TEXT, 9)
    history = find_history(desk, URL)
    assert (len(history.versions), history.visits) == (1, 2)
    assert history.last_visit == datetime(2026, 3, 14, 9, tzinfo=UTC)


def test_an_article_is_found_by_its_id_the_beginning_of_it_and_its_address_as_people_copy_it(desk: Desk) -> None:
    arrive(desk, TEXT, 6)
    id = find_history(desk, URL).latest.reading.article.id
    for name in (id, id[:6], "a.txt", f"{URL}?utm_source=mail#top", URL.replace("https", "HTTPS")):
        assert find_history(desk, name).latest.reading.article.id == id
    for name in (id[:5], "nothing-here", "https://courier.vellmark.example/other"):
        with pytest.raises(InputError, match="No article"):
            find_history(desk, name)


def test_a_beginning_that_several_ids_have_is_told_so(desk: Desk) -> None:
    for n in range(5):
        keep(desk, [make_capture(f"{TEXT} {n}", f"{n}.txt", id=f"bridge-{n}")], read=read)
    with pytest.raises(InputError, match=r"Several begin so \(bridge-0, bridge-1, bridge-2 and more\)"):
        find_history(desk, "bridge")
