package assay.scorers.code.sandbox;

/// Which sandbox a user asks for.
public enum SandboxChoice {
  /// The first of bubblewrap and a container engine that passes its self-test.
  AUTO,
  /// Bubblewrap (`bwrap`), on Linux.
  BWRAP,
  /// A container engine that answers on a Docker API socket (Docker or Podman).
  DOCKER,
  /// None: the program runs as an ordinary process. Only for code that the user trusts.
  NONE
}
