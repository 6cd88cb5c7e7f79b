"""Measuring: how well reports are coded, how fast, at what cost, and what each room measures of its own.

Nothing here is needed to use Dateline. Annotated reports are read where they lie and never shipped.
"""
