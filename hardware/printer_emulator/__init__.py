"""A thermal printer made of software: reads ESC/POS bytes over TCP and keeps each slip as picture and text.

Written from the ESC/POS command reference alone. Shares no code with `printer/`, so that it can check it.
"""
