"""What each page shows, put together from the queries behind it. Panels know no addresses and no HTML."""
