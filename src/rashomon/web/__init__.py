"""The web application: pages, JSON and a feed over a store; nothing in it asks anybody else for anything."""
