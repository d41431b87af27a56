"""`python -m newscrawl.demo`: serve the bundled blog, or crawl it and show what was archived."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newscrawl.demo.server import BlogServer, served
from newscrawl.demo.show import show


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when what was asked for was done."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default: any free one")
    parser.add_argument(
        "--show", type=Path, metavar="FOLDER", help="crawl it into FOLDER, show the archive, end"
    )
    options = parser.parse_args(arguments)
    with BlogServer(port=options.port) as server:
        if options.show:
            with served(server):
                return show(server.origin, options.show)
        print(f"{server.origin}/", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
