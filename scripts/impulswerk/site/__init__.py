"""From pages to a folder ready for servers: project, engines, link check, finishing, hosting."""
