"""What the notebooks ask. One module a notebook, each with `NOTEBOOK`, its file's name.

A module that is put in this folder is found by itself; its exercises are the `Exercise` objects in it, in the
order in which they stand.
"""
