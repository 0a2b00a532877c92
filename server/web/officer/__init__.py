"""Pages an officer has for themselves."""
