"""A desk over weeks: collecting into a store, reading what is new, keeping both sound."""
