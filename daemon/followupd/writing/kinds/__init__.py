"""The facts of each kind of mail: one pure function a kind, from its effect to what its three templates may name."""
