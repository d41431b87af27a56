"""A file a field: where each value of a post is read, the best place first."""
