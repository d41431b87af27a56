"""What a post is called: headings, and titles without what pages join to them."""
