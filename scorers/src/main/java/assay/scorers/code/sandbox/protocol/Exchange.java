package assay.scorers.code.sandbox.protocol;

/// What one exchange with a worker came to.
///
/// @param <R> what is handed to the caller
public interface Exchange<R> {
  /// Returns how the program ended.
  Reply reply();

  /// Returns what is handed to the caller.
  R result(Worker worker);
}
