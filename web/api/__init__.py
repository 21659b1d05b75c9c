"""The graph as plain JSON for programs: ``/api``, described by OpenAPI at ``/api/openapi.json``.

`answers` makes the records; the views, the feeds and the server for agents give them out.
"""

from web.api.views import blueprint

__all__ = ["blueprint"]
