"""What kind of page this is: a post, a list of posts, a shell, a notice."""
