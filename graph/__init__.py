"""From seeds to a validated store of diplomatic facts, and out again as dumps.

A reader finds each step of the flow by its folder: ``read`` → ``extract`` → ``resolve`` → ``fuse`` → ``assemble`` →
``derive`` → ``validate`` → ``store`` → ``dump``. ``graph.build`` runs them in that order.
"""

__version__ = "0.1.0"
