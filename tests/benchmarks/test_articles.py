from itertools import islice

from benchmarks.articles import LONGEST, SHORTEST, articles


def test_the_same_seed_gives_the_same_articles_however_many_are_asked_for() -> None:
    assert list(articles(40)) == list(islice(articles(200), 40))


def test_another_seed_gives_other_articles() -> None:
    assert {a["text"] for a in articles(20)}.isdisjoint(a["text"] for a in articles(20, seed=7))


def test_articles_are_as_long_as_news_reports() -> None:
    sizes = [len(a["text"].split()) for a in articles(300)]
    assert min(sizes) >= SHORTEST
    assert max(sizes) <= LONGEST


def test_ids_and_addresses_are_never_given_twice() -> None:
    made = list(articles(1000))
    assert len({a["id"] for a in made}) == len({a["url"] for a in made}) == 1000


def test_every_fact_is_filled_in() -> None:
    assert not any(mark in a["text"] + a["title"] for a in articles(300) for mark in "{}[]|")


def test_some_outlets_reprint_the_agency_and_others_write_themselves() -> None:
    made = list(articles(300))
    leads = {a["text"][:200] for a in made if " - " not in a["text"][:60]}
    reprints = [a["text"].partition(" - ")[2] for a in made if " - " in a["text"][:60]]
    assert 30 <= len(reprints) <= 200
    assert all(text[:200] in leads for text in reprints)


def test_sentences_are_seldom_the_same_from_one_happening_to_the_next() -> None:
    made = list(articles(300))
    told: dict[str, set[str]] = {}
    for article in made:
        for sentence in article["text"].replace("\n", " ").split(". "):
            told.setdefault(sentence, set()).add(article["id"].partition("-")[0])
    alone = sum(len(happenings) == 1 for happenings in told.values())
    assert alone / len(told) > 0.8
