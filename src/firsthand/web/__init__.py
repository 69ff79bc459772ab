"""What is shown over HTTP: pages for people, /api/v1 for programs, MCP for assistants. See `app.make_app`."""
