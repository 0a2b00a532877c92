"""What the kiosk's views look like: scenes composed in millimetres, then drawn by Kivy.

Scenes are plain values: everything about them but the drawing is tested without a window.
"""
