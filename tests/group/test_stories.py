from __future__ import annotations

from itertools import combinations

from firsthand.group.stories import join, strongest_links


def test_likely_pairs_join_and_others_do_not() -> None:
    assert join(4, {(0, 1): 0.3, (2, 3): 0.3, (1, 2): 0.05}) == [[0, 1], [2, 3]]


def test_two_tight_groups_stay_two_though_single_articles_as_alike_would_join() -> None:
    within = {pair: 0.4 for block in (range(4), range(4, 8)) for pair in combinations(block, 2)}
    across = {(a, b): 0.16 for a in range(4) for b in range(4, 8)}
    assert join(2, {(0, 1): 0.16}) == [[0, 1]]
    assert join(8, within | across) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_reprints_do_not_shut_out_a_report_of_its_own() -> None:
    likeness = {(0, 1): 0.98, (0, 2): 0.25, (1, 2): 0.25}
    assert join(3, likeness) == [[0, 1, 2]]


def test_links_are_the_likest_pairs_and_span_the_group() -> None:
    likeness = {(0, 1): 0.5, (1, 2): 0.4, (0, 2): 0.3, (2, 3): 0.2, (3, 4): 0.9}
    assert strongest_links([0, 1, 2, 3], likeness) == [(0, 1, 0.5), (1, 2, 0.4), (2, 3, 0.2)]


def test_a_pair_held_apart_parts_a_group_and_the_others_go_where_they_fit() -> None:
    likeness = {(0, 1): 0.6, (2, 3): 0.6} | {(a, b): 0.4 for a in (0, 1) for b in (2, 3)}
    assert join(4, likeness) == [[0, 1, 2, 3]]
    assert join(4, likeness, apart=[(1, 2)]) == [[0, 1], [2, 3]]


def test_a_pair_put_together_brings_its_groups_along() -> None:
    likeness = {(0, 1): 0.3, (2, 3): 0.3}
    assert join(5, likeness, together=[(1, 2)]) == [[0, 1, 2, 3], [4]]


def test_a_pair_put_together_comes_alone_where_its_groups_are_held_apart() -> None:
    likeness = {(0, 1): 0.3, (2, 3): 0.3}
    groups = join(4, likeness, together=[(1, 2)], apart=[(0, 3)])
    assert any({1, 2} <= set(g) for g in groups)
    assert not any({0, 3} <= set(g) for g in groups)


def test_links_that_are_held_come_first() -> None:
    likeness = {(0, 1): 0.5, (1, 2): 0.4, (0, 2): 0.3}
    assert strongest_links([0, 1, 2], likeness, held=[(0, 2)]) == [(0, 1, 0.5), (0, 2, 0.3)]
