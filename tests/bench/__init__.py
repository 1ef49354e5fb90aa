"""How fast it is: `python -m tests.bench` measures what design and README promise, held against the stock way.

Times depend on the machine; ratios within one run hardly do. So each figure is the median of several runs with its
spread, and each comparison alternates between the two in the same run.
"""
