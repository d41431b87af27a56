"""What every test gets: the servers as fixtures, and readers that raise instead of shrugging."""

from __future__ import annotations

import os

# In a crawl a reader that raises is logged and passed by; in a test it is a fault.
# Set before anything is imported, so that worker processes inherit it.
os.environ.setdefault("NEWSCRAWL_READERS_RAISE", "1")
