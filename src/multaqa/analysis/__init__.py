"""The sums: pure functions on texts, arrays and tables. No Django, no stage's name, seeds and clocks are arguments."""
