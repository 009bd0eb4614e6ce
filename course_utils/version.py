"""The version of the course, on its own so that everybody can import it."""

__version__ = "0.1.0"
