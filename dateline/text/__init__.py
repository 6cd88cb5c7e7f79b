"""Pure leaf functions on text: spans, folding, hashing. Imports nothing of Dateline but `model.span`."""
