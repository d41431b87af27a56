"""What a page keeps as data: JSON-LD, scripts, front matter, what editors keep."""
