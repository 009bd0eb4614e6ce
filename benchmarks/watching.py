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
MEMORY_INTERVAL = 2.0  # to add up the pages of a large process takes the kernel some milliseconds


@dataclass(frozen=True)
class Sample:
    """A moment: seconds since the start, submissions done, the machine's seconds of computing, and bytes.

    memory: of the whole tree, shared pages counted once. grader: resident in the command's own process and those
    of its pool, without what runs notebooks. Both are 0 where they were not looked at.
    """

    seconds: float
    done: int
    cpu_seconds: float
    memory: int = 0
    grader: int = 0


def machine_cpu_seconds() -> float:
    """Return what all processors have computed. A process whose parent does not bury it is in no other sum."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)


def watch(
    commands: Sequence[Sequence[str]], folders: Sequence[Path], environment: dict[str, str], done: Callable[[], int]
) -> list[Sample]:
    """Run the commands side by side until all have ended, and return samples, the last from their end.

    done: how many submissions are ready. Raises `ToolError` with what a command said when it failed.
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
            except psutil.Error:  # it has just ended, or it is not ours to look at
                continue
    return whole, grader
