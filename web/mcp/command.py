"""``chancery mcp``: the graph for agents, over the Model Context Protocol."""

import importlib.util

import click

from graph.cli.main import talk
from graph.errors import UsageError
from graph.settings import Settings


@click.command("mcp")
@click.option("--http", is_flag=True, help="Serve streamable HTTP at /mcp instead of stdin and stdout.")
@click.option("--host", help="Address to listen on with --http (CHANCERY_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on with --http (default 8001).")
@click.pass_obj
def command(settings: Settings, http: bool, host: str | None, port: int | None) -> None:
    """Let agents read the graph: search, describe, facts between parties, the world on a day, SPARQL.

    Reads only. Needs the extra: pip install 'chancery[agents]'.
    """
    if importlib.util.find_spec("mcp") is None:
        raise UsageError("the package mcp is not installed", "install it with: pip install 'chancery[agents]'")
    from graph.store import Releases
    from web.app import create_app
    from web.mcp.server import make_server

    Releases(settings.store).manifest()  # told at once when there is no graph yet
    app = create_app(settings)
    readers = app.extensions["chancery.readers"]
    readers.start()
    try:
        server = make_server(app)
        if http:
            address, number = host or settings.host, port or 8001
            talk(f"serving on http://{address}:{number}/mcp (stop with Ctrl-C)")
            server.run("streamable-http", host=address, port=number, json_response=True, stateless_http=True)
        else:
            server.run("stdio")
    finally:
        readers.close()
