package assay.harness.terminal;

/// A command that goes on where it stopped when it is given once more.
public interface Repeatable {}
