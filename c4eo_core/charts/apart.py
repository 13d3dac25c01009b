"""Words at line ends, moved as little as it takes until none covers another."""

from collections.abc import Sequence


def apart(places: Sequence[float], low: float, high: float, distance: float) -> list[float]:
    """places: heights of labels, in any order; what comes back is in the same order, `distance` apart, and
    between low and high where there is room. The sum of squared moves is the least there is (isotonic
    regression by pooling neighbours).
    """
    order = sorted(range(len(places)), key=lambda k: places[k])
    pools: list[tuple[float, int]] = []  # mean of the places less k times the distance, how many
    for rank, k in enumerate(order):
        mean, count = places[k] - rank * distance, 1
        while pools and pools[-1][0] >= mean:
            before, members = pools.pop()
            mean, count = (before * members + mean * count) / (members + count), members + count
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    ceiling = high - (len(places) - 1) * distance
    moved = [0.0] * len(places)
    for rank, k in enumerate(order):
        moved[k] = max(min(flat[rank], ceiling), min(low, ceiling)) + rank * distance
    return moved
