"""A page as a tree, as lines, as blocks of text, and what stands where in it."""
