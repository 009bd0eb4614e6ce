"""A process of its own for code that may be hostile, with walls that the kernel keeps.

`walls` is what a process does to lock itself in; `warm_worker` forks such processes from one that has imported the
heavy libraries; `observer` is what runs in them, with the `shell` in which cells are run. On the grader's side,
`notebook_process` is how it talks to a process, `locked` starts and ends one behind the walls, and `trusted` one
without walls. `protections` says which walls stand on this machine, by trying each from inside.
"""

# Of the memory that a notebook may use, what is kept back for its checks while a cell runs.
RESERVE_BYTES = 64 << 20
