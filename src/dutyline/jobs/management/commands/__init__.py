"""Commands of the jobs, one a file."""
