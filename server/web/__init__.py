"""The web door: REST, console, manager's pages and public pages. Builds commands, decides nothing."""
