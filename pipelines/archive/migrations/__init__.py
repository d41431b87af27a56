"""The migrations of the archive, one change a file; run by `pipelines.archive.migrate`."""
