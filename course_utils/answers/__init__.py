"""Solutions, right answers in other styles, and misconceptions: one module a notebook, as source text."""
