"""From an article's source to the text a reader reads, with the way back for every character.

``markdown`` reads articles into a ``passage``. It masks what ``dialects`` of Markdown add (``template_tags``,
``mdx``, ``obsidian``, ``ruby``, ``emoji_codes``; ``masks`` says how), splits what is simple from what
needs a parser (``fast_path``), reads the rest with markdown-it (``block_reader`` with its ``block_rules``
and ``inline_rules``, ``html`` inside), and builds the passage of the ``parsed_blocks``. ``source_map``
holds a text and where each of its characters came from; ``normalise`` makes the NFKC form; ``sentences``
finds sentence boundaries; ``character_variants`` unites those of one character, ``fold`` those of one word.
"""
