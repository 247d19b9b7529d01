"""Front matter of posts: reading it, its fields whatever their keys, changing single values byte for byte.

- ``keys``: which key says what; the keys of all generators are in ``knowledge/front_matter_keys.toml``
- ``blocks``: where front matter stands in a post, in each of the ways to fence it off
- ``formats``: the table of ways to write front matter: how each is found, read and changed
- ``parse``: a post cut into front matter and body
- ``safe_yaml``: YAML from strangers
- ``articles``: posts as articles
- ``edit``: changed values checked; ``edit_yaml``, ``edit_toml``, ``edit_json`` change them in each format
"""
