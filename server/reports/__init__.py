"""The read side: figures from the projections. Never writes, knows nothing of the web."""
