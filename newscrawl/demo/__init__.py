"""A small Korean blog that comes along: what `run.py demo` crawls and what tests crawl."""
