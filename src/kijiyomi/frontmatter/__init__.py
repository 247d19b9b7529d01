"""Front matter of posts: which key means what, reading it safely, changing single values byte by byte."""
