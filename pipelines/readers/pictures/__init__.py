"""What shows a picture, where it lasts, and pictures that are only named."""
