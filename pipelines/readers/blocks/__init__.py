"""Which blocks of a page are the post: the signs of each, weighed by what many pages taught."""
