"""The Flask app: the SPARQL endpoint, the pages, downloads. It reads the built graph and never parses seeds."""
