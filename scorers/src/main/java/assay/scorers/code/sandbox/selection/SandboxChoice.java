package assay.scorers.code.sandbox.selection;

/// Which sandbox a user asks for.
public enum SandboxChoice {
  /// The first of a container engine, bubblewrap and plain namespaces that passes its self-test.
  AUTO,
  /// A container engine that answers on a Docker API socket (Docker or Podman).
  DOCKER,
  /// Bubblewrap (`bwrap`), on Linux.
  BWRAP,
  /// The Linux kernel's namespaces, through util-linux's `unshare`.
  NAMESPACES,
  /// None: the program runs as an ordinary process. Only for code that the user trusts.
  NONE
}
