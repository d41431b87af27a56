"""The element that holds a post: what in it is no part of it, and how it is written out."""
