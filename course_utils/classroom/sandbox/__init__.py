"""A process of its own for code that may be hostile, with walls that the kernel keeps.

`walls` is what a process does to lock itself in; `warm_worker` forks such processes from one that has imported
the heavy libraries; `processes` is the side of the grader, which talks to them and ends them; `protections`
says which walls stand on this machine, by trying each from inside.
"""

# Of the memory that a notebook may use, what is kept back for its checks while a cell runs.
RESERVE_BYTES = 64 << 20
