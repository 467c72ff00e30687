"""Many reports, one event, every claim traceable."""
