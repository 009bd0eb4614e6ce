"""What a process does to lock itself in. Each function works on the process that calls it and cannot be undone.

In order: namespaces, a tree of files of its own, a user without privileges, then Landlock, seccomp and limits. Root
makes the namespaces as root, who can read an environment in a closed home folder; an ordinary user makes them in a user
namespace. Either way the code runs as a user who owns nothing.
"""

import contextlib
import ctypes
import errno
import functools
import mmap
import os
import resource
import shutil
import site
import socket
import stat
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.autograder.course import ANSWERS_IN_PACKAGE, Course
from course_utils.classroom.sandbox import RESERVE_BYTES, linux

if TYPE_CHECKING:
    from landlock import FSAccess
    from pyseccomp import SyscallFilter

ENGINE = Path(__file__).parents[2]

SCRATCH = "/scratch"
WORK, HOME, TEMPORARY = f"{SCRATCH}/notebook", f"{SCRATCH}/home", f"{SCRATCH}/tmp"
NOBODY = 65533  # whom root becomes. 65534 is how the kernel shows owners that it cannot name

SYSTEM_FOLDERS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/sys/devices/system/cpu")
SYSTEM_FILES = (
    "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime",
    "/etc/mime.types", "/etc/ssl/certs", "/etc/timezone",
)  # fmt: skip
DEVICES = ("null", "random", "urandom")  # what is mapped from "zero" is memory that no process's figures show
PREFIX_FOLDERS = ("bin", "lib", "lib64", "etc", "share", "pyvenv.cfg")

SCRATCH_BYTES = 64 << 20
SCRATCH_FILES = 10_000
SHARED_MEMORY_BYTES = 16 << 20
PROCESSES = 128  # threads count as well
OPEN_FILES = 256

# What a course's code never needs and an attacker might: each is answered with "not permitted".
FORBIDDEN_CALLS = (
    "acct", "add_key", "bpf", "chroot", "delete_module", "fanotify_init", "finit_module", "fsconfig", "fsmount",
    "fsopen", "fspick", "init_module", "io_uring_enter", "io_uring_register", "io_uring_setup", "kcmp",
    "kexec_file_load", "kexec_load", "keyctl", "lookup_dcookie", "memfd_create", "memfd_secret", "mount",
    "mount_setattr", "move_mount", "msgget", "open_by_handle_at", "open_tree", "perf_event_open", "personality",
    "pidfd_getfd", "pivot_root", "process_vm_readv", "process_vm_writev", "ptrace", "quotactl", "reboot",
    "request_key", "semget", "setdomainname", "sethostname", "setns", "shmget", "swapoff", "swapon", "syslog",
    "umount2", "unshare", "userfaultfd",
)  # fmt: skip


@dataclass(frozen=True)
class Environment:
    """The files of Python and of the system that code may read, and the folders among them that it may not."""

    readable: tuple[str, ...]
    masked: tuple[str, ...]


def python_environment(course: Course) -> Environment:
    """Return what this interpreter needs of the machine: no home folder, no project, nobody's data.

    The course and the engine come with their packages alone. Any other package that is installed in editable form stays
    outside. The answers of every installed course are masked.
    """
    paths = [*SYSTEM_FOLDERS, *SYSTEM_FILES]
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    for prefix in prefixes:
        paths += [os.path.join(prefix, name) for name in PREFIX_FOLDERS]
    paths += [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    paths += _links_of(sys.executable)
    packages = [str(folder.resolve()) for folder in (ENGINE, course.folder)]
    masked = {os.path.join(place, ANSWERS_IN_PACKAGE) for place in packages}
    # those of the interpreter that a virtual environment was made from are there to be read as well
    installed = {*site.getsitepackages(list(prefixes)), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    for place in installed:
        masked |= set(_answers_in(Path(place).resolve()))
    existing = dict.fromkeys(path for path in [*paths, *packages] if os.path.lexists(path))
    roots = [p for p in existing if os.path.islink(p) or not any(p != q and _is_below(p, q) for q in existing)]
    return Environment(tuple(roots), tuple(sorted(filter(os.path.isdir, masked))))


def _answers_in(folder: Path) -> Iterator[str]:
    """Yield the answers of the courses that are installed in a folder, which each lie beside a `course.py`."""
    for pattern in ("*/course.py", "*/*/course.py"):
        for found in folder.glob(pattern):
            yield str(found.with_name(ANSWERS_IN_PACKAGE))


def _links_of(path: str) -> list[str]:
    """Return a link and what it leads to, step by step."""
    found = [path]
    while os.path.islink(path) and len(found) < 20:
        path = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path)))
        found.append(path)
    return found


def _is_below(path: str, folder: str) -> bool:
    return not os.path.islink(folder) and path.startswith(folder.rstrip("/") + "/")


def _is_root() -> bool:
    """Return whether this process is root's. In a namespace of their own, ordinary users stay who they are."""
    return os.geteuid() == 0


def enter_namespaces() -> None:
    """Leave the machine's processes, network, mounts and shared memory behind.

    The namespace of processes holds for those that this process forks from now on. Raises `OSError`.
    """
    inner = linux.CLONE_NEWNS | linux.CLONE_NEWPID | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS
    if _is_root():
        linux.unshare(inner)
    else:
        user, group = os.getuid(), os.getgid()
        linux.unshare(linux.CLONE_NEWUSER | inner)
        _map_to_itself(user, group)
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)


def _map_to_itself(user: int, group: int) -> None:
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def enter_tree(staging: str, environment: Environment, copies: dict[str, str]) -> None:
    """Build a tree of files and make it the root.

    The tree holds the environment, read-only; devices that everybody has; and a scratch space of limited size, in
    memory. /proc shows the processes of the caller's namespace, so this is for its first process to do.

    Args:
        staging: an empty folder to build on.
        environment: what is shown and what is masked.
        copies: the files of the notebook's folder: the name of each, and the path that it is copied from.

    Raises:
        OSError: the kernel refuses a step.
    """
    owner = NOBODY if _is_root() else os.geteuid()
    linux.mount("tmpfs", staging, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=1m,mode=755")
    _make_scratch(staging, copies, owner)
    for path in environment.readable:
        _show(path, staging)
    for path in environment.masked:
        linux.mount("tmpfs", staging + path, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=4k,mode=555")
        linux.make_read_only(staging + path)
    _make_devices(staging, owner)
    Path(staging, "proc").mkdir()  # before the old one is let go: without one in sight, the kernel allows no new one
    linux.mount("proc", staging + "/proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    Path(staging, "etc").mkdir(exist_ok=True)
    Path(staging, "etc/passwd").write_text(f"learner:x:{owner}:{owner}:learner:{HOME}:/bin/sh\n")
    Path(staging, "etc/group").write_text(f"learner:x:{owner}:\n")
    if not os.path.lexists(staging + "/tmp"):
        os.symlink(TEMPORARY.lstrip("/"), staging + "/tmp")
    linux.make_read_only(staging, recursive=False)
    linux.enter_root(staging)


def _make_scratch(staging: str, copies: dict[str, str], owner: int) -> None:
    os.mkdir(staging + SCRATCH)
    options = f"size={SCRATCH_BYTES},nr_inodes={SCRATCH_FILES},mode=755"
    linux.mount("tmpfs", staging + SCRATCH, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
    os.chown(staging + SCRATCH, owner, -1)
    for folder in (WORK, HOME, TEMPORARY):
        os.mkdir(staging + folder)
        os.chown(staging + folder, owner, -1)
    for name, source in copies.items():
        with contextlib.suppress(OSError):  # it cannot be read, or there is no more room: the notebook runs without it
            _copy(source, f"{staging}{WORK}/{name}", owner)


def _copy(source: str, target: str, owner: int) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    # a link that has appeared since the file was found is not followed
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as inside, open(target, "wb") as outside:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            shutil.copyfileobj(inside, outside)
    os.chown(target, owner, -1)


def _show(path: str, staging: str) -> None:
    """Make `path` readable at its own place in the tree."""
    target = staging + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.lexists(target):
        return
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.mkdir(target)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o444))
    linux.mount(path, target, flags=linux.MS_BIND | linux.MS_REC)
    linux.make_read_only(target)


def _make_devices(staging: str, owner: int) -> None:
    os.mkdir(staging + "/dev")
    for name in DEVICES:
        os.close(os.open(f"{staging}/dev/{name}", os.O_CREAT | os.O_WRONLY, 0o666))
        linux.mount(f"/dev/{name}", f"{staging}/dev/{name}", flags=linux.MS_BIND)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1")):
        os.symlink(target, f"{staging}/dev/{name}")
    os.mkdir(staging + "/dev/shm")
    options = f"size={SHARED_MEMORY_BYTES},nr_inodes=1000,mode=1777"
    linux.mount("tmpfs", staging + "/dev/shm", "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)


def become_nobody() -> None:
    """Give up every privilege, for good. Root becomes an ordinary user in a user namespace of its own first."""
    if _is_root():
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        linux.control_process(linux.PR_SET_DUMPABLE, 1)  # /proc/self belongs to root otherwise
        linux.unshare(linux.CLONE_NEWUSER)
        _map_to_itself(NOBODY, NOBODY)
    linux.drop_capabilities()
    linux.control_process(linux.PR_SET_NO_NEW_PRIVS, 1)


def go_first() -> None:
    """Be the first to go when the machine runs short of memory, with all that this process starts.

    Root's word holds: nobody without privileges can go below it. An ordinary user's is kept by Landlock.
    """
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def prepare() -> None:
    """Do once what each process would do alike; a fork has the result. Here nothing is locked yet."""
    _file_accesses()
    _call_filter()


@functools.cache
def _file_accesses() -> "dict[str, FSAccess] | None":
    """Return what Landlock restricts, and what it allows for each kind of file; None if the kernel lacks it."""
    from landlock import FSAccess

    ctypes.set_errno(0)  # landlock 1.0.0.dev5 takes an error that an earlier call has left for its own
    try:
        everything = FSAccess.all()
        changing = FSAccess.READ_FILE | FSAccess.WRITE_FILE | (FSAccess.all_file() & FSAccess.TRUNCATE)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP):
            return None
        raise
    return {
        "all": everything,
        "tree": FSAccess.READ_FILE | FSAccess.READ_DIR | FSAccess.EXECUTE,
        "devices": changing,
    }


def restrict_files(writable: Sequence[str] = (WORK, HOME, TEMPORARY, "/dev/shm")) -> bool:
    """Allow writing in some folders alone, by Landlock; as it stands, in the scratch space.

    Args:
        writable: the folders.

    Returns:
        Whether the kernel has it.
    """
    accesses = _file_accesses()
    if accesses is None:
        return False
    from landlock import Ruleset

    ctypes.set_errno(0)  # as above
    rules = Ruleset(accesses["all"])
    rules.allow("/", rules=accesses["tree"])
    rules.allow(*writable)
    rules.allow(*(f"/dev/{name}" for name in DEVICES), rules=accesses["devices"])
    rules.apply()
    return True


@functools.cache
def _call_filter() -> "SyscallFilter | None":
    """Return the filter of system calls, None if the machine has no libseccomp."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError):  # RuntimeError is how it says that there is no libseccomp
        return None
    calls = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    denied = pyseccomp.ERRNO(1)
    for name in FORBIDDEN_CALLS:
        with contextlib.suppress(OSError, ValueError):  # a call that this architecture or libseccomp does not know
            calls.add_rule(denied, name)
    # the kinds of sockets above these are not all of a network namespace: AF_VSOCK leads out of a virtual machine
    calls.add_rule(denied, "socket", pyseccomp.Arg(0, pyseccomp.GT, socket.AF_NETLINK))
    # memory that is shared and lies in no file is in nobody's figures once it is not mapped
    shared = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
    calls.add_rule(denied, "mmap", pyseccomp.Arg(3, pyseccomp.MASKED_EQ, shared, shared))
    # a clone may not make a user namespace; clone3 hides its flags, and libraries do without it
    flags = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, linux.CLONE_NEWUSER, linux.CLONE_NEWUSER)
    calls.add_rule(denied, "clone", flags)
    calls.add_rule(pyseccomp.ERRNO(38), "clone3")
    return calls


def restrict_calls() -> bool:
    """Forbid system calls that no notebook needs, by seccomp. Return whether the machine has libseccomp."""
    calls = _call_filter()
    if calls is None:
        return False
    calls.load()
    return True


def set_limits(cpu_seconds: float, memory_bytes: int) -> None:
    """Set what the kernel limits for each process: computing time, private memory, files, processes.

    Args:
        cpu_seconds: computing time.
        memory_bytes: what may be added to the memory that this process has now.
    """
    used = resource.getpagesize() * int(Path("/proc/self/statm").read_text().split()[5])
    whole = int(cpu_seconds) + 1
    for kind, limit in (
        (resource.RLIMIT_CPU, whole),
        (resource.RLIMIT_DATA, used + memory_bytes + RESERVE_BYTES),
        (resource.RLIMIT_FSIZE, SCRATCH_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        _, hard = resource.getrlimit(kind)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (limit, limit))
