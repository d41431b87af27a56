"""Every setting of newscrawl, with its unit, its default and the reason for it; imports nothing.

This module is the Scrapy settings module of the project (scrapy.cfg names it) and
the source of the defaults that the add-on gives to other projects. A new setting
gets its paragraph in docs/settings.md; tests/test_docs.py asks for it.
"""

# --- The project, as Scrapy wants to know it -------------------------------------------------

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
#: `scrapy crawl` with honest exit codes, and `scrapy archive VERB`.
COMMANDS_MODULE = "newscrawl.scrapy_commands"
#: One line turns everything on: pipelines, gate, robots, run record, progress.
ADDONS = {"newscrawl.addon.NewscrawlAddon": 100}

# --- The archive -----------------------------------------------------------------------------

#: SQLAlchemy URL of the archive. SQLite needs no server and no set-up.
NEWSCRAWL_DATABASE_URL = "sqlite:///newscrawl.db"
#: Seconds that a crawl waits for a database server that went away before it ends with 4; a
#: restart with its recovery takes a minute or two. What is under way is kept meanwhile.
NEWSCRAWL_DATABASE_WAIT_SECONDS = 180
#: The bytes of every answer are kept as WARC records: to be read again, and so that a crawl that
#: was killed goes on without asking again.
NEWSCRAWL_KEEP_PAGES = True
#: Folder for them; empty: beside the SQLite file (`archive-pages`), or `newscrawl-pages` here.
NEWSCRAWL_KEEP_FOLDER = ""
#: The bytes of images are kept, too, as they came. Off: they are three times the posts.
NEWSCRAWL_KEEP_IMAGES = False
#: Folder for them; empty: beside the SQLite file (`archive-images`), or `newscrawl-images` here.
NEWSCRAWL_IMAGE_FOLDER = ""
#: Bytes of one image at most; a photograph of a telephone has 3 to 8 MiB.
NEWSCRAWL_IMAGE_MAX_BYTES = 10 * 1024 * 1024
#: Hours; a crawl that broke off longer ago is begun anew.
NEWSCRAWL_RESUME_HOURS = 24
#: Number of the schedule that this run is due to; set by `newscrawl run --due`, 0: none.
NEWSCRAWL_SCHEDULE_ID = 0
#: Posts a transaction; a batch is also written as soon as the writer is idle.
NEWSCRAWL_BATCH_POSTS = 50

# --- Reading posts ---------------------------------------------------------------------------

#: Worker processes that read posts; 0: one a core. Reading is 85 to 95 % of the CPU time.
NEWSCRAWL_WORKERS = 0
#: Pages fetched but not yet stored, at most; what a kill can cost.
NEWSCRAWL_PAGES_IN_FLIGHT = 16
#: CPU seconds for one page; an ordinary page takes 0.05, hostile ones never end.
NEWSCRAWL_READ_SECONDS = 10
#: MiB that one worker may take beyond what it is born with; a 50 MB page took 1.35 GiB.
NEWSCRAWL_READ_MEMORY_MIB = 512
#: Elements nested deeper than this are flattened before reading; 2,040 is the most.
NEWSCRAWL_READ_DEPTH = 2040
#: IANA zone for dates that state none ("Asia/Seoul"); empty: as the blog lets know, else UTC.
NEWSCRAWL_DEFAULT_ZONE = ""
#: Learn where a blog's pages keep their fields, and read those that fit by that alone.
NEWSCRAWL_TEMPLATES = False

# --- The gate: what may be fetched at all ----------------------------------------------------

#: Networks (CIDR, comma-separated) that may be reached although they are private or loopback.
NEWSCRAWL_ALLOW_NETWORKS = ""
#: Ports that may be reached, beside any port of an allowed network. Blogs live on these.
NEWSCRAWL_ALLOW_PORTS = "80,443,8000,8080,8443"
#: How to reach whoever runs this crawler (e-mail or a page); part of the user agent.
NEWSCRAWL_CONTACT = ""

# --- Politeness ------------------------------------------------------------------------------

#: robots.txt is obeyed (Scrapy's own default is not to).
ROBOTSTXT_OBEY = True
#: Posts whose pages say `noarchive` (meta robots, X-Robots-Tag) are left out. It asks search
#: engines not to show a copy; whoever shows the archive to others should turn it on.
NEWSCRAWL_OBEY_NOARCHIVE = False
#: Hours for which a robots.txt that was read holds, also in other runs (RFC 9309: 24 at most).
NEWSCRAWL_ROBOTS_HOURS = 24
#: Seconds between two requests to one host.
DOWNLOAD_DELAY = 1.0
#: Requests at once to one host; the gate holds this also when DOWNLOAD_DELAY is 0.
CONCURRENT_REQUESTS_PER_DOMAIN = 8
#: Requests at once in all.
CONCURRENT_REQUESTS = 16
#: Seconds; a longer Crawl-delay in robots.txt is shortened to this.
NEWSCRAWL_MAX_CRAWL_DELAY_SECONDS = 30
#: Seconds; a longer Retry-After, and the back-off after repeated 429 and 503, end here.
NEWSCRAWL_MAX_PAUSE_SECONDS = 60
#: Tries after the first; a blog that fails one request in ten is still archived whole.
RETRY_TIMES = 5
#: A 4xx is an answer; these are not.
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]

# --- Limits: a hostile page costs little, a broken one nothing -------------------------------

#: Bytes of one response, before and after unpacking.
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
#: Seconds for one response in all.
DOWNLOAD_TIMEOUT = 20
#: Scrapy's own default asks for IPv4 alone: a host that has IPv6 only has no address then.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"
#: Links away from the home page.
DEPTH_LIMIT = 500
REDIRECT_MAX_TIMES = 8
#: A page that sends on after more than this many seconds is a page, not a redirect.
METAREFRESH_MAXDELAY = 5
#: Longest address, characters.
URLLENGTH_LIMIT = 2000

# --- Honesty and safety ----------------------------------------------------------------------

#: Certificates are verified (Scrapy's own default is not to): an archive knows its sources.
DOWNLOAD_VERIFY_CERTIFICATES = True
#: Cookies make pages differ, and Scrapy's cookie code asks the internet for a list.
COOKIES_ENABLED = False
#: Both let other programs of this machine run code in the crawler.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
#: Nobody is told from where a link was followed.
REFERRER_POLICY = "no-referrer"

# --- What a person sees ----------------------------------------------------------------------

#: Seconds between two progress lines when standard error is no terminal; 0: none.
NEWSCRAWL_PROGRESS_SECONDS = 10
#: Progress and summary are printed by newscrawl itself; Scrapy's INFO lines are for developers.
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: UTF-8 as it is, so that Korean in `-O posts.jsonl` can be read.
FEED_EXPORT_ENCODING = "utf-8"

# --- How Scrapy runs -------------------------------------------------------------------------

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
