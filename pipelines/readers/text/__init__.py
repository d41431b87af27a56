"""From bytes to text: which encoding a page is in, what no parser should see, letters and words."""
