"""The pictures of the class page, as SVG in the page: they print, and they follow its light or dark colors."""

import math
from collections.abc import Sequence
from html import escape

from course_utils.autograder.verdict import format_points

STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)  # points; the whole course is worth under 1000
ROUNDING = 1e-9  # 0.3 / 0.1 is a little less than 3
WIDTH, HEIGHT, TOP, BOTTOM = 640, 230, 24, 44


def histogram(values: Sequence[float], out_of: float, title: str) -> str:
    """Return a picture of how many values lie in each of ten equal ranges, or fewer.

    Args:
        values: points, each from 0 to `out_of`.
        out_of: the most points there are.
        title: what the picture shows, for those who do not see it.
    """
    step = next(step for step in STEPS if out_of <= 10 * step)
    number = math.ceil(out_of / step - ROUNDING)
    counts = [0] * number
    for value in values:
        counts[min(int(value / step + ROUNDING), number - 1)] += 1
    edges = [min(place * step, out_of) for place in range(number + 1)]
    wide, high = WIDTH / number, HEIGHT - TOP - BOTTOM
    parts = []
    for place, count in enumerate(counts):
        tall = high * count / max(1, *counts)
        middle = wide * (place + 0.5)
        x, y = wide * place + 3, TOP + high - tall
        parts.append(f'<rect class="bar" x="{x:g}" y="{y:g}" width="{wide - 6:g}" height="{tall:g}"/>')
        if count:
            parts.append(f'<text x="{middle:g}" y="{y - 6:g}">{count}</text>')
    base = TOP + high
    parts.append(f'<line class="axis" x1="0" x2="{WIDTH}" y1="{base}" y2="{base}"/>')
    for place, edge in enumerate(edges):
        x = min(max(wide * place, 8), WIDTH - 10)
        parts.append(f'<text x="{x:g}" y="{base + 17}">{format_points(edge)}</text>')
    parts.append(f'<text x="{WIDTH / 2:g}" y="{HEIGHT - 8}">points</text>')
    alt = f"{title}. {_ranges(counts, edges)}"
    head = f'<svg class="chart" role="img" aria-label="{escape(alt)}" viewBox="0 0 {WIDTH} {HEIGHT}">'
    return f"{head}{''.join(parts)}</svg>"


def _ranges(counts: Sequence[int], edges: Sequence[float]) -> str:
    texts = []
    for place, count in enumerate(counts):
        last = place == len(counts) - 1
        if count:
            low, high = format_points(edges[place]), format_points(edges[place + 1])
            texts.append(f"{count} from {low} to {'' if last else 'under '}{high}")
    return f"Students by points: {', '.join(texts)}." if texts else "There are no students."


def shares(counts: Sequence[tuple[str, int]], total: int) -> str:
    """Return one bar with a part for each count. The numbers must stand beside it.

    Args:
        counts: the class of each part, as page.css has it, and its count.
        total: what the whole bar stands for.
    """
    parts, at = ['<rect class="rail" x="0" y="0" width="100" height="10"/>'], 0.0
    for name, count in counts:
        wide = 100 * count / total if total else 0.0
        parts.append(f'<rect class="{name}" x="{at:.2f}" y="0" width="{wide:.2f}" height="10"/>')
        at += wide
    return (
        f'<svg class="shares" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">{"".join(parts)}</svg>'
    )
