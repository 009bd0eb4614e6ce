"""Run notebooks that somebody handed in, each in a process of its own, and judge them from outside."""
