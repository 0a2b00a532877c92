"""The citizen's kiosk: screens, slips, search, scanning.

Knows what a citizen sees and presses; knows no rule of the line (the hub's) and no byte of a printer.
"""
