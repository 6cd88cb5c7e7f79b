"""Teaching the reader. Needs the `train` extra (PyTorch); running Dateline never imports this room."""
