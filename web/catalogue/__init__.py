"""Names and facts in a form made for search and lists: an SQLite file beside the release, built at first use.

The graph stays the source: the catalogue holds nothing that a query could not tell, and goes with its release.
"""

from web.catalogue.build import open_catalogue
from web.catalogue.reader import Catalogue

__all__ = ["Catalogue", "open_catalogue"]
