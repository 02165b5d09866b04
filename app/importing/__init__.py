"""Import of real data: files are checked whole, then written in one transaction."""
