"""The same happening told twice becomes one: facts of all sources grouped by what they tell of."""

from graph.fuse.cluster import Cluster, fuse

__all__ = ["Cluster", "fuse"]
