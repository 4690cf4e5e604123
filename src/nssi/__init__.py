"""The e-services of Bulgaria's National Social Security Institute: one room a folder (docs/house.md)."""
