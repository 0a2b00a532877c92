"""Reviewed data files shipped with the hub: procedures, communes, holidays and the sample center."""
