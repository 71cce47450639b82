"""Brings organisation, people and places in from tables, again and again.

A file is true of a day, `as_of`. Everything new begins on that day, everything different changes
on it, and what an earlier file of the same source opened and this one no longer names ends on it
(unless the import is partial). What people entered by hand is never ended by a file.

What is refused, row by row, while the rest goes through:

- one post id for two different posts (another title, unit or superior): every row of that id;
- a reporting circle: the rows of the posts in it;
- a superior that does not exist: that row;
- a cell that cannot be read, or a change dated before one already known;
- the rows of a post whose rights whoever imports the file would give himself by it.

A row refused leaves its post as it was before. Posts that report to a post refused or eliminated
report up the line of their unit until it is put right; the report names their rows.

A job share is several rows of one post with different holders. Words such as `Vacant`, `N/D`,
空缺 stand for nobody: the post is vacant. `Eliminated`, 撤销 and the like close the post. Rows
without a post id and with a number of posts (junior posts by grade) become posts without named
holders; those alike in unit, superior, title and grade are one post, its planned holders summed.
"""
