"""The glass all Kivy processes share: window, fonts, palette, legibility, pictures, hop from network threads.

Knows how something is shown, not what. `kiosk` may import this and nothing else of `display`.
"""
