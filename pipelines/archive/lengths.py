"""How long a value of a column may be, in characters."""

#: SHA-256 in hex: of an address (`pipelines.urls.url_hash`) or of a content.
HASH = 64
#: The longest address kept; MariaDB indexes no text this long, hence the hashes.
URL = 2000
#: The longest name of a tag, category or author: 4 bytes a character fit an index of MariaDB.
NAME = 500
TITLE = 1000
LANGUAGE = 35
RAW = 200
