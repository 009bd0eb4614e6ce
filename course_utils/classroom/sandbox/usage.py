"""What the processes of one namespace use, added up from what the kernel tells of each (proc(5))."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

# What one end of a pair of sockets can hold that nobody reads (net.core.wmem_default). No process's memory shows it.
SOCKET_BYTES = 212_992
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Usage:
    """What a process and all that it started have used: seconds of computing, and bytes of memory of their own.

    `delayed_seconds` is how long they could have computed and had no processor, None if the kernel does not say.
    """

    cpu_seconds: float = 0.0
    memory_bytes: int = 0
    delayed_seconds: float | None = None


class ProcessTable:
    """The /proc of one namespace of processes, seen from outside. Memory is in bytes.

    Nothing that a process says of itself is read: neither its name nor its command line.
    """

    def __init__(self, descriptor: int) -> None:
        """Take over an open descriptor of the folder."""
        self._descriptor = descriptor
        self._computed: dict[tuple[str, bytes], int] = {}  # ticks, by number and start
        self._ended = self._most = 0
        self._delayed: dict[str, int] = {}

    def close(self) -> None:
        """Close it. Nothing is in use from then on."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def cpu_seconds(self) -> float:
        """Return the computing time of all processes that are or have been.

        Children that have ended are added to their parent's, but not if it ignores that they end. So each process
        counts with what was last seen of it as well; the larger of the two sums is nearer to the truth.
        """
        living, waited_for = {}, 0
        for process in self._processes():
            fields = self._read(process, "stat").rpartition(b")")[2].split()
            if len(fields) > 19:
                living[process, fields[19]] = int(fields[11]) + int(fields[12])
                waited_for += int(fields[13]) + int(fields[14])
        self._ended += sum(ticks for key, ticks in self._computed.items() if key not in living)
        self._computed = living
        self._most = max(self._most, sum(living.values()) + max(waited_for, self._ended))
        return self._most / TICKS

    def delayed_seconds(self) -> float | None:
        """Return how long all processes have waited for a processor, None where the kernel does not say."""
        for process in self._processes():
            fields = self._read(process, "schedstat").split()
            if len(fields) == 3:
                self._delayed[process] = int(fields[1])
        return sum(self._delayed.values()) / 1e9 if self._delayed else None

    def memory(self) -> int:
        """Return the memory of all processes. What forks share counts once for each, and each file as a socket."""
        return sum(
            _resident(status) + _bytes(status, b"VmPTE") + self._descriptors(process, status) * SOCKET_BYTES
            for process, status in self._statuses()
        )

    def exact_memory(self) -> int:
        """Return the memory of all processes, with shared memory counted once. It takes longer to make."""
        whole = 0
        for process, status in self._statuses():
            shared_out = self._read(process, "smaps_rollup")  # empty if the process has made itself unreadable
            own = _bytes(shared_out, b"Pss_Anon") + _bytes(shared_out, b"Pss_Shmem") if shared_out else 0
            whole += (own or _resident(status)) + _bytes(status, b"VmPTE")
            whole += self._sockets(process, status) * SOCKET_BYTES
        return whole

    def _processes(self) -> list[str]:
        return [name for name in os.listdir(self._descriptor) if name.isdigit()] if self._descriptor >= 0 else []

    def _statuses(self) -> Iterator[tuple[str, bytes]]:
        for process in self._processes():
            yield process, self._read(process, "status").partition(b"\n")[2]  # the first line is the process's own name

    def _read(self, process: str, name: str) -> bytes:
        """Return a file of a process, nothing if it has just ended or cannot be read."""
        try:
            descriptor = os.open(f"{process}/{name}", os.O_RDONLY, dir_fd=self._descriptor)
            with open(descriptor, "rb") as file:
                return file.read()
        except OSError:
            return b""

    def _descriptors(self, process: str, status: bytes) -> int:
        return len(self._open_files(process, status))

    def _sockets(self, process: str, status: bytes) -> int:
        return sum(link.startswith("socket:") for link in self._open_files(process, status, follow=True))

    def _open_files(self, process: str, status: bytes, follow: bool = False) -> list[str]:
        """Return the names of a process's open files, or what they lead to; all as sockets if it hides them."""
        try:
            folder = os.open(f"{process}/fd", os.O_RDONLY | os.O_DIRECTORY, dir_fd=self._descriptor)
        except FileNotFoundError:
            return []
        except OSError:
            return ["socket:"] * _number(status, b"FDSize")
        try:
            return [os.readlink(name, dir_fd=folder) if follow else name for name in os.listdir(folder)]
        except OSError:
            return []  # it has just ended
        finally:
            os.close(folder)


def _resident(status: bytes) -> int:
    return _bytes(status, b"RssAnon") + _bytes(status, b"RssShmem")


def _bytes(text: bytes, name: bytes) -> int:
    """Return a field of a file of /proc that counts kilobytes, 0 when it is not there."""
    return 1024 * _number(text, name)


def _number(text: bytes, name: bytes) -> int:
    _, _, rest = (b"\n" + text).partition(b"\n" + name + b":")
    return int(rest.split(None, 1)[0]) if rest else 0
