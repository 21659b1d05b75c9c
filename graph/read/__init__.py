"""From files to records: articles, register tables and Turtle, each checked before anything else sees it."""
