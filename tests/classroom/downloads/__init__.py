"""What learning platforms write, made as their own source makes it: downloads, and lists of the class."""
