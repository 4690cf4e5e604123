"""What processes cost: their CPU time, with that of their children."""

import psutil


def cpu_seconds(pids: list[int]) -> float:
    """Return the CPU seconds (user and system) that these processes and their living descendants have used."""
    total = 0.0
    for pid in pids:
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            times = each.cpu_times()
            total += times.user + times.system
    return total
