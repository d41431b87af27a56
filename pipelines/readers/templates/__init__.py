"""A site's own template: learned from pages that agree, checked on others, used while it fits."""
