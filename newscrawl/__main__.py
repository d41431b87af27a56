"""The tool `newscrawl`: finds the verb, runs it, and turns its end into an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from newscrawl import __version__, exits
from newscrawl.commands import SUMMARIES, VERBS
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError, missing_package, way_out
from newscrawl.streams import hush, in_utf8
from pipelines.harmless import make_harmless

#: The exit codes in words, as `--help` shows them.
EXIT_CODES = {
    exits.DONE: "done (a revisit that found nothing new is done, too)",
    exits.USAGE: "a bad argument or setting",
    exits.NOTHING: "nothing could be fetched",
    exits.ERRORS: "too many errors: more than half of the requests, and at least 20",
    exits.DATABASE: "the database cannot be reached, is missing, or needs `newscrawl db upgrade`",
    exits.INTERRUPTED: "interrupted; the same command goes on where it stopped",
    exits.LOCKED: "another run holds the lock of this site",
}


def main(
    argv: Sequence[str] | None = None, *, prog: str = "newscrawl", database_url: str | None = None
) -> int:
    """Run one verb and return the exit code; never raises SystemExit.

    `prog` is what help texts call the tool. `database_url` is used when neither
    `--db` nor the environment names a database: for a caller that has settings.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _make_streams_sure()
    try:
        code = _dispatch(words, prog, database_url)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone (`| head`)
        hush(sys.stdout)
        return exits.DONE
    except OSError as error:  # a full disk behind standard output, a file that went away
        hush(sys.stdout)
        return _say(prog, words, _trouble(error), exits.USAGE)
    except KeyboardInterrupt:
        return _say(prog, words, "interrupted", exits.INTERRUPTED)
    except UnicodeEncodeError:
        if (odd := next((word for word in words if not _is_text(word)), None)) is None:
            raise
        return _say(prog, words, f"{odd!r} is no text in the encoding of this shell", exits.USAGE)
    except UsageError as error:
        return _say(prog, words, str(error), exits.USAGE)
    except Stop as stop:
        return _say(prog, words, str(stop), stop.code)
    except ImportError as error:
        if (sentence := missing_package(error)) is None:
            raise
        return _say(prog, words, sentence, exits.USAGE)
    except SystemExit as exit_:  # argparse ends `--help` this way
        return exit_.code if isinstance(exit_.code, int) else exits.DONE
    return code


def _dispatch(words: list[str], prog: str, database_url: str | None) -> int:
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    if not words:
        print(overview(prog), file=sys.stderr)
        return exits.USAGE
    verb = words[0]
    if verb in ("-h", "--help"):
        print(overview(prog))
        return exits.DONE
    if verb in ("-V", "--version"):
        print(f"newscrawl {__version__}")
        return exits.DONE
    if verb not in SUMMARIES:
        raise UsageError(_unknown(verb, prog))
    module = import_module(f"newscrawl.commands.{verb}")
    parser = VerbParser(prog=f"{prog} {verb}", description=module.__doc__)
    module.add_arguments(parser)
    parser.set_defaults(database_url=database_url)
    given = words[1:]
    if hasattr(module, "reworded"):
        given = module.reworded(given)
    arguments = parser.parse_intermixed_args(given)
    if verb in ("export", "read") or any(getattr(arguments, name, 0) for name in ("json", "html")):
        in_utf8(sys.stdout)
    return int(module.run(arguments))


class VerbParser(argparse.ArgumentParser):
    """A parser whose complaints are one line and exit code 1; `Example:` lines keep their shape."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        kwargs.setdefault("allow_abbrev", False)  # an abbreviation breaks when an option is added
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """End with the complaint as one line, with what may have been meant."""
        raise UsageError(f"{message}; {self._meant(message)}see {self.prog} --help")

    def _meant(self, message: str) -> str:
        from difflib import get_close_matches

        if wrong := re.match(r"unrecognized arguments: (--[\w-]+)", message):
            known = re.findall(r"--[a-z][\w-]*", self.format_help())
            near = get_close_matches(wrong[1], known, n=1)
            return f"did you mean {near[0]}? " if near else ""
        if empty := re.match(r"argument (?:\S+/)?(--[\w-]+): expected one argument", message):
            return f"one that begins with a minus is written {empty[1]}=-...; "
        return ""


def overview(prog: str) -> str:
    """Return what `newscrawl --help` prints."""
    lines = [
        f"usage: {prog} VERB [options]",
        "",
        "Archives blogs and answers from the archive.",
        "",
    ]
    width = max(map(len, SUMMARIES))
    for group, verbs in VERBS.items():
        lines.append(f"{group}:")
        lines += [f"  {verb:<{width}}  {summary}" for verb, summary in verbs.items()]
        lines.append("")
    lines += [
        f"`{prog} VERB --help` explains a verb, with an example.",
        "The database is --db, else NEWSCRAWL_DATABASE_URL of the environment, else the setting.",
        "",
        "Exit codes:",
        *(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items()),
    ]
    return "\n".join(lines)


def _unknown(verb: str, prog: str) -> str:
    if verb.startswith("-"):
        return f"the verb comes first, its options after it: {prog} VERB {verb} ..."
    from difflib import get_close_matches

    near = get_close_matches(verb, SUMMARIES, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"there is no verb {verb!r}; {hint}{prog} --help lists them"


def _is_text(word: str) -> bool:
    """Return False for an argument of bytes that are no text, as the name of a file may be."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _say(prog: str, words: list[str], sentence: str, code: int) -> int:
    """Print one line to standard error, whatever the message holds, and return `code`."""
    from pipelines.harmless import one_line

    name = f"{prog} {words[0]}" if words and words[0] in SUMMARIES else prog
    try:
        sys.stdout.flush()
    except OSError:  # gone, or a full disk behind it: what ended the verb is told all the same
        hush(sys.stdout)
    try:
        print(f"{name}: {one_line(sentence)}", file=sys.stderr)
    except OSError:
        hush(sys.stderr)
    return code


def _trouble(error: OSError) -> str:
    about = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{about}; {way_out(error)}, then try again"


def _make_streams_sure() -> None:
    # Started with a stream closed (`>&-`), Python has None in its place.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 it lives as long as we do
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    # A terminal or pipe that is not UTF-8 gets \uXXXX in place of what it cannot show;
    # inside JSON that is still the same string.
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="backslashreplace")
    make_harmless(logging.lastResort)


if __name__ == "__main__":
    sys.exit(main())
