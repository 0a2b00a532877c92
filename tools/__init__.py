"""Tools of the project: set-up, generated documents, the demo."""
