@rem For npm start on Windows: the shell of its scripts has no exec there.
@%*
