"""Open data: everything the site says, as files for programs; each module makes one kind."""
