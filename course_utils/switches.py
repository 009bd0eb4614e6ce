"""The settings that a cell may change for the whole process, and how a check runs as if nobody had touched them.

The generators of random numbers and the current folder are such settings as well.
"""

import contextlib
import decimal
import importlib
import locale
import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

RANDOM_SEED = 20260101  # of the generators that a notebook uses without a seed of its own

# Not LC_CTYPE, which Python itself takes from the environment.
LOCALE = tuple(getattr(locale, name) for name in ("LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY"))


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A setting of a library's for the whole process.

    `name` is what people call it; it is empty for what every notebook changes, such as the state of a generator. `read`
    returns how it stands and `write` sets it so. `usual` returns how it stands as long as nobody touches it. `put_back`
    is the code that a learner would put it back with. All are called only when the library has been imported.
    """

    name: str = ""
    read: Callable[[], Any]
    write: Callable[[Any], object]
    usual: Callable[[], Any]
    put_back: str = ""

    @property
    def is_as_usual(self) -> bool:
        """Whether nobody has touched it, as far as that can be seen."""
        return bool(self.name) and self.read() == self.usual()


@contextlib.contextmanager
def usual_settings(switches: Iterable[Switch]) -> Iterator[tuple[str, ...]]:
    """Put all switches back in the body. After it they stand as before, whatever the body did.

    Args:
        switches: of the libraries that have been imported.

    Yields:
        The names of the switches that did not stand as usual.
    """
    changed = []
    with contextlib.ExitStack() as after:
        for switch in switches:
            after.callback(_restore, switch, switch.read())
            if not switch.is_as_usual:
                switch.write(switch.usual())
                changed.append(switch.name)
        yield tuple(filter(None, changed))


def _restore(switch: Switch, stood: Any) -> None:
    if not (switch.name and switch.read() == stood):
        switch.write(stood)


def _start_folder() -> str:
    """Return the folder in which the kernel was started; outside of one, the current folder."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module else None
    return shell.starting_dir if shell else _current_folder()


def _current_folder() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError:  # somebody removed it
        return ""


def _change_folder(folder: str) -> None:
    with contextlib.suppress(OSError):  # it was removed; there is nowhere to go back to
        os.chdir(folder)


def _read_locale() -> tuple[str, ...]:
    return tuple(locale.setlocale(category) for category in LOCALE)


def _write_locale(names: tuple[str, ...]) -> None:
    for category, name in zip(LOCALE, names, strict=True):
        locale.setlocale(category, name)


def _read_decimal() -> tuple[int, str]:
    context = decimal.getcontext()
    return context.prec, context.rounding


def _write_decimal(values: tuple[int, str]) -> None:
    context = decimal.getcontext()
    context.prec, context.rounding = values


PYTHON_SWITCHES = (
    Switch(
        name="the current folder",
        read=_current_folder,
        write=_change_folder,
        usual=_start_folder,
        put_back="os.chdir(get_ipython().starting_dir)",
    ),
    Switch(
        name="Python's recursion limit",
        read=sys.getrecursionlimit,
        write=sys.setrecursionlimit,
        usual=lambda: 1000,
        put_back="sys.setrecursionlimit(1000)",
    ),
    Switch(
        name="Python's limit of digits",
        read=sys.get_int_max_str_digits,
        write=sys.set_int_max_str_digits,
        usual=lambda: sys.int_info.default_max_str_digits,
        put_back="sys.set_int_max_str_digits(4300)",
    ),
    Switch(
        name="the locale",
        read=_read_locale,
        write=_write_locale,
        usual=lambda: ("C",) * len(LOCALE),
        put_back='locale.setlocale(locale.LC_ALL, "C")',
    ),
    Switch(
        name="the context of decimal numbers",
        read=_read_decimal,
        write=_write_decimal,
        usual=lambda: (28, decimal.ROUND_HALF_EVEN),
        put_back="decimal.setcontext(decimal.Context(prec=28, rounding=decimal.ROUND_HALF_EVEN))",
    ),
    Switch(read=random.getstate, write=random.setstate, usual=lambda: random.Random(RANDOM_SEED).getstate()),
)

NUMPY_SWITCHES = (
    Switch(
        name="NumPy's handling of floating-point errors",
        read=np.geterr,
        write=lambda handling: np.seterr(**handling),
        usual=lambda: {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"},
        put_back='np.seterr(all="warn", under="ignore")',
    ),
    Switch(
        read=np.random.get_state,
        write=np.random.set_state,
        usual=lambda: np.random.RandomState(RANDOM_SEED).get_state(),
    ),
)


def _torch() -> Any:
    return sys.modules["torch"]


def _read_device() -> Any:
    # torch.get_default_device makes a tensor there, which fails on a machine without that device
    return importlib.import_module("torch.utils._device").CURRENT_DEVICE or _torch().device("cpu")


def _write_device(device: Any) -> None:
    _torch().set_default_device(None if device.type == "cpu" else device)  # None costs nothing at each call


TORCH_DEVICE = Switch(
    name="PyTorch's default device",
    read=_read_device,
    write=_write_device,
    usual=lambda: _torch().device("cpu"),
    put_back='torch.set_default_device("cpu")',
)


@dataclass(frozen=True)
class _Stance:
    """How PyTorch takes `torch.compile`: the arguments of `torch.compiler.set_stance`."""

    stance: str
    skip_guard_eval_unsafe: bool = False
    force_backend: Any = None


def _read_stance() -> _Stance | None:
    compiler = sys.modules.get("torch._dynamo.eval_frame")  # absent until something is compiled
    stance = compiler and compiler._stance  # PyTorch has no public way to ask
    return _Stance(stance.stance, stance.skip_guard_eval_unsafe, stance.backend) if stance else None


def _write_stance(stance: _Stance | None) -> None:
    if stance and "torch._dynamo.eval_frame" in sys.modules:
        _torch().compiler.set_stance(**vars(stance))


TORCH_SWITCHES = (
    TORCH_DEVICE,
    Switch(
        name="PyTorch's default dtype",
        read=lambda: _torch().get_default_dtype(),
        write=lambda dtype: _torch().set_default_dtype(dtype),
        usual=lambda: _torch().float32,
        put_back="torch.set_default_dtype(torch.float32)",
    ),
    Switch(
        name="whether PyTorch keeps track of gradients",
        read=lambda: _torch().is_grad_enabled(),
        write=lambda enabled: _torch().set_grad_enabled(enabled),
        usual=lambda: True,
        put_back="torch.set_grad_enabled(True)",
    ),
    Switch(
        name="PyTorch's deterministic mode",
        read=lambda: _torch().get_deterministic_debug_mode(),
        write=lambda mode: _torch().set_deterministic_debug_mode(mode),
        usual=lambda: 0,
        put_back="torch.use_deterministic_algorithms(False)",
    ),
    Switch(
        name="the precision of PyTorch's matrix products",
        read=lambda: _torch().get_float32_matmul_precision(),
        write=lambda precision: _torch().set_float32_matmul_precision(precision),
        usual=lambda: "highest",
        put_back='torch.set_float32_matmul_precision("highest")',
    ),
    Switch(
        name="whether tiny numbers become 0",
        read=lambda: sys.float_info.min / 2 == 0,  # PyTorch does not tell
        write=lambda flush: _torch().set_flush_denormal(flush),
        usual=lambda: False,
        put_back="torch.set_flush_denormal(False)",
    ),
    # Compiled or not, a function computes the same; compiling takes longer than many a time limit.
    Switch(read=_read_stance, write=_write_stance, usual=lambda: _Stance("force_eager")),
    Switch(
        read=lambda: _torch().get_rng_state(),
        write=lambda state: _torch().set_rng_state(state),
        usual=lambda: _torch().Generator().manual_seed(RANDOM_SEED).get_state(),
    ),
)


def put_missing_device_back() -> str:
    """Put PyTorch's default device back if this machine does not have it, because nothing could be computed there.

    Returns:
        The name of the device, "" if there was nothing to do.
    """
    if "torch" not in sys.modules or TORCH_DEVICE.is_as_usual:
        return ""
    device = TORCH_DEVICE.read()
    try:
        _torch().empty(0)
    except (AssertionError, RuntimeError):  # built without it, or no such device in the machine
        TORCH_DEVICE.write(TORCH_DEVICE.usual())
        return str(device)
    return ""


def _keras() -> Any:
    return sys.modules["keras"]


KERAS_SWITCHES = (
    Switch(
        name="Keras' dtype policy",  # before floatx: it is made of that when it is first read
        read=lambda: _keras().config.dtype_policy(),
        write=lambda policy: _keras().config.set_dtype_policy(policy),
        usual=lambda: _keras().dtype_policies.DTypePolicy("float32"),
        put_back='keras.config.set_dtype_policy("float32")',
    ),
    Switch(
        name="Keras' floatx",
        read=lambda: _keras().config.floatx(),
        write=lambda floatx: _keras().config.set_floatx(floatx),
        usual=lambda: "float32",
        put_back='keras.config.set_floatx("float32")',
    ),
    Switch(
        name="Keras' epsilon",
        read=lambda: _keras().config.epsilon(),
        write=lambda epsilon: _keras().config.set_epsilon(epsilon),
        usual=lambda: 1e-7,
        put_back="keras.config.set_epsilon(1e-7)",
    ),
    Switch(
        name="the order of Keras' image axes",
        read=lambda: _keras().config.image_data_format(),
        write=lambda order: _keras().config.set_image_data_format(order),
        usual=lambda: "channels_last",
        put_back='keras.config.set_image_data_format("channels_last")',
    ),
)
