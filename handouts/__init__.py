"""How a notebook leaves: nbconvert exporters that keep anywidgets alive in one offline file.

This package stands apart from kb and widgets on purpose: it turns any executed notebook with self-contained anywidgets
into a page that works without kernel, server or network, and that is complete on paper and without scripts.
Imports stay light here, since a broken exporter would break every call of `jupyter nbconvert`.
"""
