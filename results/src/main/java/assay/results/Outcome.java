package assay.results;

/// What came of asking a model once: a [Completion], or a [Failure] that leaves the sample
/// unmeasured.
public sealed interface Outcome permits Completion, Failure {}
