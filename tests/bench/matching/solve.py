"""Solves a fit table with scipy, in a process of its own: python3 solve.py TABLE SIZE BARRED_COST."""

import json
import resource
import sys
import time

import numpy
from scipy.optimize import linear_sum_assignment


def peak_bytes():
    """The most memory that this process has had resident."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except FileNotFoundError:
        pass
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


path, size, barred_cost = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
# scipy works on 64-bit floats in place: row by row, so that nothing but its own matrix is counted.
costs = numpy.empty((size, size), dtype=numpy.float64)
with open(path, "rb") as table:
    for row in range(size):
        fits = numpy.fromfile(table, dtype="<i2", count=size)
        costs[row] = numpy.where(fits < 0, barred_cost, 1000 - fits.astype(numpy.float64))

print("ready", flush=True)
start = time.perf_counter()
_, columns = linear_sum_assignment(costs)
milliseconds = (time.perf_counter() - start) * 1000
print(json.dumps({"milliseconds": milliseconds, "columns": columns.tolist(), "peakBytes": peak_bytes()}), flush=True)
