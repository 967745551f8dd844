"""From pairs to groups. What comes out depends on the pairs alone, never on their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Any, TypeVar

Node = TypeVar("Node", bound=Hashable)
Pair = tuple[Node, Node]


def reach(start: Iterable[Node], neighbours: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """`start` and all that can be reached from there."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for node in neighbours(waiting.pop()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def gather(
    nodes: Iterable[Node], links: Mapping[Pair[Node], float], apart: Iterable[Pair[Node]], order: Callable[[Node], Any]
) -> list[list[Node]]:
    """Groups of nodes that links join, strongest first; a link that would bring together what is to be apart is left.

    Arguments:
        nodes: all of them; one without a link is a group of its own.
        links: how strong each is.
        apart: pairs that must not come together.
        order: what nodes are put in order by, here and in each group.
    """
    group = {node: {node} for node in sorted(nodes, key=order)}
    kept = [pair for pair in apart if pair[0] in group and pair[1] in group]
    for (one, other), _ in sorted(links.items(), key=lambda item: (-item[1], *sorted(map(order, item[0])))):
        first, second = group[one], group[other]
        if first is second or any((a in first and b in second) or (a in second and b in first) for a, b in kept):
            continue
        first |= second
        group.update(dict.fromkeys(second, first))
    return [sorted(members, key=order) for members in {id(one): one for one in group.values()}.values()]


def gather_by_average(
    nodes: Iterable[Node], links: Mapping[Pair[Node], float], lowest: float, order: Callable[[Node], Any]
) -> list[list[Node]]:
    """Groups by average linkage (Sokal and Michener 1958): the two most alike are joined until none reach `lowest`.

    The likeness of two groups is the mean over all pairs between them, those without a link counting 0, so that one
    pair in a chain does not join two crowds. Takes time as links times the logarithm of their number, where groups stay
    small; as the square of the largest group at worst.
    """
    members = {n: [node] for n, node in enumerate(sorted(nodes, key=order))}
    number = {node: n for n, [node] in members.items()}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), value in links.items():
        sums[number[one]][number[other]] = sums[number[other]][number[one]] = value

    def entry(a: int, b: int) -> tuple[float, int, int]:
        mean = sums[a][b] / (len(members[a]) * len(members[b]))
        return -round(mean, 9), min(a, b), max(a, b)  # three times 0.1 is to reach 0.3

    waiting = [entry(a, b) for a, row in sums.items() for b in row if a < b]
    heapify(waiting)
    while waiting and -waiting[0][0] >= lowest:
        found = heappop(waiting)
        _, a, b = found
        if b not in sums.get(a, ()) or found != entry(a, b):
            continue  # one of the two has grown or is gone since
        for c, value in sums.pop(b).items():
            sums[c].pop(b)
            if c != a:
                sums[a][c] = sums[c][a] = sums[a].get(c, 0.0) + value
        members[a] += members.pop(b)
        for c in sums[a]:
            heappush(waiting, entry(a, c))
    return [sorted(group, key=order) for group in members.values()]
