"""Who may speak on the center's broker: devices, passwords, access list, Mosquitto's configuration.

Writes files and runs nothing; the broker itself is a unit of its own (or a child of demo and tests).
"""
