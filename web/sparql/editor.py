"""The page to write queries on, ``/query``: a form that works by itself, and an editor where scripts run."""
