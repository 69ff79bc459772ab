"""The pages, one file a room of the site: each has a `router`."""
