"""The page to write queries on, ``/query``."""
