"""The look of the site: style sheets, components as small templates, and the duty line."""
