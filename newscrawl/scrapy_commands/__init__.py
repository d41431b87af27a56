"""Commands of Scrapy: `scrapy crawl` with honest exit codes, `scrapy archive VERB`."""
