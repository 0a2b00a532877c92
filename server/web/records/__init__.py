"""Records on the console: received, found, carried on."""
