"""What learning platforms write, made as their own source makes it: downloads of submissions, and lists of the class."""
