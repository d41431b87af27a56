"""Who: names of persons and of sites, bylines, and which author is believed."""
