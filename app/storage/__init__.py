"""The store of a laptop: the journal as the record, tables as its shadow, all of it encrypted.

:mod:`app.storage.files` is the door; everything else stands behind it.
"""
