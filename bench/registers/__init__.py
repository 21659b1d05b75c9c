"""Makes the tables of `seeds/registers/` from collections of public-record facts: ``python -m bench.registers FOLDER``.

The tables are the project's own: only the columns that the ontology needs, no prose of the sources, persons and offices
with identifiers, predecessor states apart from today's. What is left out is counted and printed.
"""
