"""A stand-in for the used part of Microsoft Graph; a program of its own that imports nothing of ours.

`server.Sandbox` runs it in a thread, `program.main` as a program. build.py wires it; routing.py tells how a room adds
its requests; world.py, mailbox.py and message.py are what there is; pipeline.py is the way of every request.
"""
