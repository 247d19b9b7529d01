"""What scores an archive: worker processes on this machine (``local``) or Apache Spark (``spark``).

``local`` keeps a pool of ``worker_process``, each of which runs ``worker_main`` in a process of its own and
talks to it by ``pipe_messages``.
"""
