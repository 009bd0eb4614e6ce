"""Grade a class: a pool of processes that run submissions behind walls, and what goes into the gradebook."""
