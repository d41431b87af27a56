"""Tags and categories: how they are split, cleaned, and known by the words before them."""
