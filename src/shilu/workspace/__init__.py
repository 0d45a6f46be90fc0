"""The folder that holds one body's data: its settings file, opening, migration, backup."""
