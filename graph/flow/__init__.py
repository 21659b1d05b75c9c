"""How a release is made: from scratch, or from the one before and what has changed since."""
