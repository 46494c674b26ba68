"""The timesheets of kindergartens and departments, by use case."""
