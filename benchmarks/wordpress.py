"""A real WordPress on loopback, from Debian's packages, filled by its own functions.

It has what real ones have beside posts: a page, a protected, a private, a future and a draft
post, a post in two parts, an uploaded picture with an address of its own, a comment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: Where Debian's package `wordpress` puts it.
INSTALLED = Path("/usr/share/wordpress")
#: Where servers lie that are no commands of a person's.
_PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"
_PATIENCE_SECONDS = 60

_CONFIG = """<?php
define('DB_NAME', 'blog'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(socket)s'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', '%(origin)s'); define('WP_SITEURL', '%(origin)s');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""

#: What a web server's rewrite rules do: what is no file is WordPress's own.
_ROUTER = """<?php
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if ($path !== '/' && is_file(__DIR__ . $path)) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""

_FILL = """<?php
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('동네', 'writer', 'writer@blog.example', true, '', 'not-a-secret', 'ko_KR');
wp_delete_post(1, true); wp_delete_post(2, true); wp_delete_post(3, true);
$said = json_decode(file_get_contents($argv[1]), true);
foreach ($said['options'] as $name => $value) update_option($name, $value);
switch_theme($said['theme']);
$wp_rewrite->init(); $wp_rewrite->set_permalink_structure($said['options']['permalink_structure']);
$news = wp_create_category('소식');
foreach ($said['posts'] as $post) {
    $post['post_category'] = [$news];
    $post['post_author'] = 1;
    $id = wp_insert_post($post, true);
    if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message()); exit(1); }
}
if (!$said['posts']) { flush_rewrite_rules(true); exit; }
wp_insert_comment(['comment_post_ID' => $id, 'comment_content' => '잘 읽었습니다.']);
$picture = ABSPATH . 'wp-content/uploads/street.png';
wp_mkdir_p(dirname($picture)); file_put_contents($picture, base64_decode($said['picture']));
$row = ['post_title' => 'street', 'post_mime_type' => 'image/png', 'post_status' => 'inherit'];
wp_insert_attachment($row, $picture, $id);
flush_rewrite_rules(true);
"""
_PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)

#: What careful owners put into a plugin: the REST list is for nobody.
_WITHOUT_REST = """<?php
add_filter('rest_authentication_errors', function () {
    return new WP_Error('rest_disabled', 'REST is switched off.', ['status' => 401]);
});
"""


def missing() -> str:
    """Return what a WordPress here lacks; empty when it can be run."""
    absent = [tool for tool in ("php", "mariadbd", "mariadb") if not shutil.which(tool, path=_PATH)]
    absent += [] if INSTALLED.is_dir() else ["wordpress"]
    return f"no {', '.join(absent)} here" if absent else ""


@contextmanager
def served(
    folder: Path, posts: Sequence[dict[str, Any]], origin: str, *, permalinks: str, rest: bool
) -> Iterator[Path]:
    """Yield the log of requests of a WordPress at `origin` that holds `posts`.

    `permalinks` is WordPress's own setting: `/%postname%/`, or empty for `?p=12`; without
    `rest` its list API answers 401.
    """
    with ExitStack() as stack:
        site = stack.enter_context(installed(folder, origin, posts, permalinks=permalinks))
        log = folder / "requests.log"
        (site / "router.php").write_text(_ROUTER, "utf-8")
        if not rest:
            plugin = site / "wp-content" / "mu-plugins" / "no-rest.php"
            plugin.parent.mkdir(parents=True, exist_ok=True)
            plugin.write_text(_WITHOUT_REST, "utf-8")
        where = urlsplit(origin).netloc
        with log.open("ab") as lines:
            server = subprocess.Popen(
                ["php", "-S", where, "-t", str(site), "router.php"],
                cwd=site,
                env={**os.environ, "PHP_CLI_SERVER_WORKERS": "2"},
                stderr=lines,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        stack.callback(_end, server)
        _wait_for(origin)
        log.write_bytes(b"")
        yield log


@contextmanager
def installed(
    folder: Path,
    origin: str,
    posts: Sequence[dict[str, Any]] = (),
    *,
    permalinks: str = "/%postname%/",
) -> Iterator[Path]:
    """Yield the folder of a WordPress that calls itself `origin` and holds `posts`."""
    with _database() as socket:
        site = folder / "site"
        shutil.copytree(INSTALLED, site, symlinks=False)
        place = {"socket": socket, "origin": origin}
        (site / "wp-config.php").write_text(_CONFIG % place, "utf-8")
        (site / "fill.php").write_text(_FILL, "utf-8")
        _run("php", "fill.php", str(_said(folder, posts, permalinks)), cwd=site)
        yield site


def requests_in(log: Path) -> int:
    """Return the number of requests that PHP's server logged."""
    return log.read_text("utf-8", "replace").count(" Accepted")


def _said(folder: Path, posts: Sequence[dict[str, Any]], permalinks: str) -> Path:
    themes = sorted(path.name for path in (INSTALLED / "wp-content" / "themes").iterdir())
    options = {
        "permalink_structure": permalinks,
        "timezone_string": "Asia/Seoul",
        "posts_per_page": 7,
        "blog_public": 1,
    }
    file = folder / "said.json"
    said = {"options": options, "posts": posts, "theme": themes[-1], "picture": _PICTURE}
    file.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return file


@contextmanager
def _database() -> Iterator[Path]:
    # A folder of its own at the top: the server's user may not pass through those of ours.
    with tempfile.TemporaryDirectory(prefix="newscrawl-mariadb-") as place:
        folder = Path(place)
        if os.geteuid() == 0:
            shutil.chown(folder, _user())
        data, socket = folder / "data", folder / "s"
        _run("mariadb-install-db", "--no-defaults", "--skip-test-db", f"--datadir={data}",
             "--auth-root-authentication-method=normal", f"--user={_user()}",
             cwd=folder)  # fmt: skip
        server = subprocess.Popen(
            [shutil.which("mariadbd", path=_PATH) or "mariadbd", "--no-defaults",
             f"--datadir={data}", f"--socket={socket}", "--skip-networking", f"--user={_user()}",
             f"--pid-file={data}/pid"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            until = time.monotonic() + _PATIENCE_SECONDS
            while not socket.exists() and time.monotonic() < until:
                time.sleep(0.2)
            _run("mariadb", "--no-defaults", f"--socket={socket}", "-uroot", "-e",
                 "CREATE DATABASE blog CHARACTER SET utf8mb4", cwd=folder)  # fmt: skip
            yield socket
        finally:
            _end(server)


def _user() -> str:
    # The server is root's only when that is said; another user may not enter a scratch folder.
    return "root" if os.geteuid() == 0 else os.environ.get("USER", "")


def _wait_for(origin: str) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(origin + "/", timeout=30):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def _end(server: subprocess.Popen[bytes]) -> None:
    # With its workers, which are processes of their own in the server's session.
    os.killpg(server.pid, 15)
    server.wait()


def _run(*words: str, cwd: Path) -> None:
    done = subprocess.run(
        words,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": _PATH},
    )
    if done.returncode:
        raise SystemExit(
            f"wordpress.py: {' '.join(words[:2])} failed:\n{(done.stderr or done.stdout)[-2000:]}"
        )
