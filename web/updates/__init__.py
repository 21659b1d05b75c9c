"""Takes updates from writers: SPARQL 1.1 Update at ``/update``, for those who have a token.

`grammar` reads which graphs an update changes, and refuses what it may not do; `writers` knows the tokens; `journal`
keeps what was asked and done; `apply` makes a release with the update in it, in a process of its own (`process`).
A graph that writers change counts as loaded: builds carry it over, and ``chancery load --remove`` takes it out.
"""
