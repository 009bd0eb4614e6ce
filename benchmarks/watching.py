"""Watch a command: how far it is, what it computes and how much memory it and all that it started take."""

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.class_labs import ToolError

INTERVAL = 0.1
MEMORY_INTERVAL = 2.0  # not more often, because the kernel takes some milliseconds to add up a large process's pages


@dataclass(frozen=True)
class Sample:
    """What was measured at one moment.

    Attributes:
        seconds: since the start.
        done: how many submissions are ready.
        cpu_seconds: of computing on the whole machine, since the start.
        memory: bytes of the whole tree of processes, shared pages counted once; 0 if not measured.
        grader: bytes resident in the command's own process and those of its pool, without the processes that run
            notebooks; 0 if not measured.
    """

    seconds: float
    done: int
    cpu_seconds: float
    memory: int = 0
    grader: int = 0


def machine_cpu_seconds() -> float:
    """Return what all processors have computed. No other sum holds a process that its parent does not wait for."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)


def watch(
    commands: Sequence[Sequence[str]], folders: Sequence[Path], environment: dict[str, str], done: Callable[[], int]
) -> list[Sample]:
    """Run the commands side by side until all have ended, and return samples, the last from their end.

    Args:
        commands: the words of each.
        folders: in which each runs.
        environment: of all of them.
        done: returns how many submissions are ready.

    Raises:
        ToolError: a command failed; the text is what it printed.
    """
    samples: list[Sample] = []
    start, cpu = time.perf_counter(), machine_cpu_seconds()
    running = [
        subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for command, folder in zip(commands, folders, strict=True)
    ]
    said = [b""] * len(running)

    def read(number: int) -> None:
        said[number] = running[number].communicate()[0]

    readers = [threading.Thread(target=read, args=(number,)) for number in range(len(running))]
    for reader in readers:
        reader.start()
    last_memory = 0.0
    while any(reader.is_alive() for reader in readers):
        now = time.perf_counter() - start
        memory, grader = 0, 0
        if now - last_memory > MEMORY_INTERVAL:
            last_memory = now
            memory, grader = _memory([process.pid for process in running])
        samples.append(Sample(now, done(), machine_cpu_seconds() - cpu, memory, grader))
        time.sleep(INTERVAL)
    samples.append(Sample(time.perf_counter() - start, done(), machine_cpu_seconds() - cpu))
    for process, text in zip(running, said, strict=True):
        if process.returncode:
            raise ToolError(f"{' '.join(map(str, process.args))} failed:\n{text[-2000:].decode(errors='replace')}")
    return samples


def _memory(pids: Sequence[int]) -> tuple[int, int]:
    whole = grader = 0
    for pid in pids:
        try:
            tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
        for process in tree:
            try:
                whole += process.memory_full_info().pss
                if process.pid == pid or "multiprocessing" in " ".join(process.cmdline()):
                    grader += process.memory_info().rss
            except psutil.Error:  # the process has just ended, or we may not look at it
                continue
    return whole, grader
