"""How what a spreadsheet takes for a formula begins: the same for every file that is exported."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
