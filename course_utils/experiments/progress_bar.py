"""A progress bar that leaves nothing behind: in a notebook, in a terminal, and nowhere else.

In a notebook the bar is a display that begins and ends empty. What lies between is an update of the display, which a
saved notebook does not keep. In a terminal the bar is one line on stderr that is wiped at the end. If nobody watches,
in a pipe or a grader, nothing is written.
"""

import html
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Advance = Callable[[], object]
FRAMES_A_SECOND = 20
EMPTY = {"text/html": "", "text/plain": ""}


def nothing() -> None:
    """Advance no bar: the default of everything that takes an `advance`."""


@contextmanager
def progress_bar(total: int, label: str) -> Iterator[Advance]:
    """Show how much of `total` is done while the body runs.

    Args:
        total: how much there is to do, 1 or more.
        label: what is counted, in the plural, for example "training steps".

    Yields:
        A function that counts one more of it.

    Raises:
        ValueError: the total is below 1.
    """
    if total < 1:
        raise ValueError(f"there is nothing to count up to {total}")
    show, clear = _notebook() or _terminal() or (None, nothing)
    done, shown_at = 0, 0.0

    def advance() -> None:
        nonlocal done, shown_at
        done += 1
        now = time.monotonic()
        if show and now - shown_at > 1 / FRAMES_A_SECOND:
            shown_at = now
            show(min(done, total), total, label)

    try:
        yield advance
    finally:
        clear()


T = TypeVar("T")


def counted(items: Iterable[T], label: str) -> Iterator[T]:
    """Yield the items, and show how many are done.

    Args:
        items: at least one.
        label: what is counted, in the plural, for example "networks trained".
    """
    known = list(items)
    with progress_bar(len(known), label) as advance:
        for item in known:
            yield item
            advance()


Show = Callable[[int, int, str], object]


def empty_display() -> Any:
    """Return the handle of a display that begins empty in a notebook's kernel, None elsewhere."""
    if "IPython" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    return display(EMPTY, raw=True, display_id=True) if hasattr(get_ipython(), "kernel") else None


def _notebook() -> tuple[Show, Callable[[], object]] | None:
    """Return how to show and how to clear in a notebook's kernel, None elsewhere."""
    handle = empty_display()
    if handle is None:
        return None

    def show(done: int, total: int, label: str) -> None:
        text = f"{done} of {total} {label}"
        bar = f'<progress value="{done}" max="{total}"></progress> {html.escape(text)}'
        handle.update({"text/html": bar, "text/plain": text}, raw=True)

    return show, lambda: handle.update(EMPTY, raw=True)


def _terminal() -> tuple[Show, Callable[[], object]] | None:
    """Return how to show and how to clear in a terminal, None if stderr is not one."""
    if not (sys.stderr and sys.stderr.isatty()):
        return None

    def write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()

    return lambda done, total, label: write(f"\r\033[K{done} of {total} {label}"), lambda: write("\r\033[K")
