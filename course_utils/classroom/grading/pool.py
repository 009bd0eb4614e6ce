"""Processes that work off a list. None outlives this one, and one that dies takes nothing with it but its item."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from course_utils.errors import CourseError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Pool:
    """Processes, started when there is first something to do. One that dies is replaced."""

    def __init__(self, jobs: int, prepare: Callable[..., None], *arguments: Any) -> None:
        """Make a pool.

        Args:
            jobs: how many processes.
            prepare: called once in each process, before anything else.
            arguments: what it is called with.
        """
        self._jobs, self._prepare, self._arguments = jobs, prepare, arguments
        self._context = multiprocessing.get_context("spawn")
        self._executor: Executor | None = None

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _start(self) -> Executor:
        mine, self._lifeline = self._context.Pipe(duplex=False)
        return ProcessPoolExecutor(
            self._jobs, self._context, initializer=_begin, initargs=(mine, self._prepare, *self._arguments)
        )

    def _stop(self) -> None:
        if self._executor:
            self._lifeline.close()  # the processes end at once, and with them what they started
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def map(
        self,
        call: Callable[[Item], Result],
        items: Sequence[Item],
        failed: Callable[[Item, str], Result],
        one_by_one: bool = False,
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with what comes of it, in any order.

        Args:
            call: called with an item in one of the processes.
            items: what there is to do.
            failed: makes the result when `call` raised what nobody foresaw, and when a process died over the item
                twice, once alone. It takes the item and how the call ended, in words that follow on a noun.
            one_by_one: whether each item has the machine to itself.

        Raises:
            CourseError: `call` raised it. It is about this machine, not about one item.
        """
        waiting, suspects = list(reversed(items)), list[Item]()
        running: dict[Future[Result], Item] = {}
        while waiting or suspects or running:
            self._executor = executor = self._executor or self._start()
            alone = bool(suspects)
            source = suspects or waiting
            while source and len(running) < (1 if alone or one_by_one else 2 * self._jobs):
                item = source.pop()
                running[executor.submit(call, item)] = item
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = []
            for future in done:
                item = running.pop(future)
                try:
                    yield item, future.result()
                except BrokenProcessPool:
                    broken.append(item)
                except CourseError:
                    raise
                except Exception as error:  # a mistake of ours that this item brought to light, and it alone
                    how = f"failed by our fault ({type(error).__name__}: {str(error)[:200]}); please report it"
                    yield item, failed(item, how)
            if broken:
                broken += running.values()
                running.clear()
                self._stop()
                if alone:
                    item = broken.pop()
                    yield item, failed(item, "ended the process that tried it")
                suspects += broken


def ignore_interrupts() -> None:
    """Leave Ctrl-C, which reaches every process of a terminal, to the main one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _begin(lifeline: Connection, prepare: Callable[..., None], *arguments: Any) -> None:
    """Prepare a process: it ends, with all that it started, when the other end of `lifeline` closes."""
    ignore_interrupts()
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    prepare(*arguments)


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
