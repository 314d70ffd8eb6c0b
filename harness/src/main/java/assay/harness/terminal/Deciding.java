package assay.harness.terminal;

/// A command whose exit status 1 is its decision, so that a run that failed needs another one.
public interface Deciding {}
