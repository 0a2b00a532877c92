"""Hall and counter screens and the announcer: what to show and say now, from retained states alone."""
