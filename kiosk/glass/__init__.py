"""Draws scenes with Kivy and hears touches. Import it only after `display.glass.window.prepare`."""
