"""The door for agents: a read-only server of the Model Context Protocol, over stdio or HTTP.

`server` has the tools; each answer carries the IRIs of facts and their sources, and the release to cite. `command` is
``chancery mcp``. The official ``mcp`` package is an extra: ``pip install 'chancery[agents]'``.
"""
