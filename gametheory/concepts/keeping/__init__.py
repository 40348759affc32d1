"""Solutions in files: saved by a user, or kept on disk so that the second question about a model costs no solving."""
