"""The arithmetic of B-cubed, how mentions are matched, and which mentions of a document count."""

from __future__ import annotations

import pytest
from benchmarks.coreference import Mention, b_cubed, gold_mentions, match, our_mentions


def chained(chains: str) -> list[Mention]:
    """A mention a letter, the letter its chain."""
    return [((10 * number, 10 * number + 5), letter) for number, letter in enumerate(chains)]


@pytest.mark.parametrize(
    ("gold", "ours", "precision", "recall"),
    [
        ("aaabb", "xxxyy", 1, 1),
        ("aaabb", "vwxyz", 1, 2 / 5),
        ("aaabb", "xxxxx", (3 * 3 / 5 + 2 * 2 / 5) / 5, 1),
        ("aaaaabbccccc", "vvvvvwwwwwww", (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12, 1),
    ],
)
def test_b_cubed_weighs_mentions_alike(gold: str, ours: str, precision: float, recall: float) -> None:
    """The last case is Bagga and Baldwin's second response: precision 76 %, recall 100 %."""
    pairs = list(zip(chained(gold), chained(ours), strict=True))
    f1 = 2 * precision * recall / (precision + recall)
    assert b_cubed(pairs) == pytest.approx((precision, recall, f1))


def test_a_mention_that_we_lack_costs_recall() -> None:
    one, two, three = chained("aaa")
    precision, recall, _ = b_cubed([(one, one), (two, two), (three, None)])
    assert precision == 1
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


def test_no_mentions_score_nothing() -> None:
    assert b_cubed([]) == (0, 0, 0)


def test_each_of_ours_matches_one_at_most_and_the_nearest_wins() -> None:
    gold: list[Mention] = [((0, 5), "a"), ((0, 20), "b"), ((30, 35), "c")]
    ours: list[Mention] = [((0, 20), "x"), ((0, 5), "y")]
    assert match(gold, ours) == [(gold[0], ours[1]), (gold[1], ours[0]), (gold[2], None)]
    assert match(gold, ours[:1]) == [(gold[0], None), (gold[1], ours[0]), (gold[2], None)]


def test_of_nested_gold_mentions_of_a_chain_the_shortest_counts() -> None:
    sentences = [["Rivania", "talks"], ["The", "port", "operator", "Ostra", "grew", "."]]
    mentions = [
        {"sent_id": 0, "tokens": [0], "chain": "cross_intra_LOC1"},
        {"sent_id": 1, "tokens": [0, 1, 2, 3], "chain": "cross_intra_ORG2"},
        {"sent_id": 1, "tokens": [3], "chain": "cross_ORG2"},
        {"sent_id": 1, "tokens": [0, 1], "chain": "cross_LOC3"},
    ]
    found = gold_mentions(sentences, mentions, "d")
    text = "\n".join(map(" ".join, sentences))
    assert [(text[start:end], chain) for (start, end), chain in found] == [
        ("Rivania", ("d", "LOC1")),
        ("The port", ("d", "LOC3")),
        ("Ostra", ("d", "ORG2")),
    ]


def test_places_of_a_country_join_its_actor() -> None:
    record = {
        "id": "r",
        "actors": [{"id": "a0-7", "row": "country/rva", "kind": "state", "mentions": [{"span": [0, 7]}]}],
        "places": [
            {"span": [0, 7], "name": "Rivania", "geonames": 1, "country": "RVA", "feature": "country"},
            {"span": [20, 28], "name": "Rivania", "geonames": 1, "country": "RVA", "feature": "country"},
            {"span": [30, 35], "name": "Ostra", "geonames": 2, "country": "RVA", "feature": "settlement"},
            {"span": [40, 45], "name": "Narrows", "geonames": None, "country": None, "feature": "water"},
        ],
    }
    assert our_mentions(record) == [
        ((0, 7), ("r", "a0-7")),
        ((20, 28), ("r", "a0-7")),
        ((30, 35), ("r", ("place", 2))),
        ((40, 45), ("r", ("place", "Narrows"))),
    ]
