"""What the processes of one namespace use, added up from what the kernel tells of each (proc(5))."""

import contextlib
import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """What a process and all that it started have used: seconds of computing, and bytes of memory of their own."""

    cpu_seconds: float = 0.0
    memory_bytes: int = 0


class ProcessTable:
    """The /proc of one namespace of processes, seen from outside. Memory is in bytes."""

    def __init__(self, descriptor: int) -> None:
        """Take over an open descriptor of the folder."""
        self._descriptor = descriptor

    def close(self) -> None:
        """Close it. Nothing is in use from then on."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def cpu_seconds(self) -> float:
        """Return the computing time of all processes, with that of their ended children."""
        return sum(_cpu_seconds(stat) for stat in self._read_all("stat"))

    def memory(self) -> int:
        """Return the memory of all processes. What forks share counts once for each."""
        return sum(_bytes(text, b"RssAnon:") + _bytes(text, b"RssShmem:") for text in self._read_all("status"))

    def exact_memory(self) -> int:
        """Return the memory of all processes, with shared memory counted once. It takes longer to make."""
        texts = self._read_all("smaps_rollup")
        return sum(_bytes(text, b"Pss_Anon:") + _bytes(text, b"Pss_Shmem:") for text in texts)

    def _read_all(self, name: str) -> list[bytes]:
        """Return the files of that name of all processes."""
        texts = []
        for entry in os.listdir(self._descriptor) if self._descriptor >= 0 else ():
            if entry.isdigit():
                with contextlib.suppress(OSError):  # it has just ended
                    descriptor = os.open(f"{entry}/{name}", os.O_RDONLY, dir_fd=self._descriptor)
                    with open(descriptor, "rb") as file:
                        texts.append(file.read())
        return texts


def _cpu_seconds(stat: bytes) -> float:
    """Return the computing time in one /proc/PID/stat, that of ended children included."""
    fields = stat.rpartition(b")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _bytes(text: bytes, name: bytes) -> int:
    """Return a field of a file of /proc that counts kilobytes, 0 when it is not there."""
    _, _, rest = text.partition(name)
    return int(rest.split(None, 1)[0]) * 1024 if rest else 0
