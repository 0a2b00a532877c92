"""The manager's and the administrator's pages."""
