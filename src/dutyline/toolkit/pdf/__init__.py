"""Set papers: templates in Typst, facts as data, the same look everywhere."""
