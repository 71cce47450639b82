"""The frame of the site: pages that belong to no module."""
