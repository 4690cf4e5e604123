"""The operator's tool: the nssi command and the benchmarks."""
