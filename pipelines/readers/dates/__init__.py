"""When: dates and times out of text, where pages state them, which one is believed."""
