"""What can be done with declarations: taking files in, importing them, looking into the watched folder."""
