"""Draw what experiments return. Each module but `picture` belongs to one notebook."""
