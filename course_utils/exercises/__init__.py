"""What the notebooks ask. One module a notebook, each with `NOTEBOOK`, its file's name.

The course finds each module in this folder. Its exercises are the `Exercise` objects in it, in the order in which they
stand.
"""
