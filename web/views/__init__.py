"""The site's addresses, a blueprint an area. A view reads parameters, calls one function, renders."""
