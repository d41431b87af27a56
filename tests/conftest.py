"""What every test gets: real servers as fixtures, and readers that raise instead of shrugging."""

from __future__ import annotations

import importlib.util
import os
import signal
import threading

from hypothesis import HealthCheck, settings

# In a crawl a reader that raises is logged and passed by; in a test it is a fault.
# Set before anything is imported, so that worker processes inherit it.
os.environ.setdefault("NEWSCRAWL_READERS_RAISE", "1")

# `nohup` and a shell's `&` hand down signals that are ignored; the programs that tests start are to
# be told to end as from a terminal.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)

pytest_plugins = ["tests.servers.blog"]
if importlib.util.find_spec("tests.servers.databases"):
    pytest_plugins += ["tests.servers.databases", "tests.servers.own_server"]

# A machine that is busy is no fault of what is tested: Hypothesis gives an example 0.2 s.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
