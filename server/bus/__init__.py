"""The broker door: commands in, answers, events and states out."""
