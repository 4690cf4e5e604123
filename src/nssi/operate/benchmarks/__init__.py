"""The benchmarks: each module has `measure(full)`, which returns one measurement (docs/performance.md)."""
