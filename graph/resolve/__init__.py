"""From names to entities: the world that the registers describe, and the references of facts resolved against it."""
