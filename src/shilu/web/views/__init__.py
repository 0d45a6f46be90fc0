"""Views, a module a noun; each lists its pages in ``PAGES``."""
