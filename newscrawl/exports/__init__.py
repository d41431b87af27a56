"""Export: a file a format, each of which takes posts in a stream and knows no database.

`sqlite` alone is a copy of rows, and lies in the archive (`pipelines/archive/subset.py`).
"""
