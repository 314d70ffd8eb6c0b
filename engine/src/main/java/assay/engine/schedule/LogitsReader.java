package assay.engine.schedule;

/// What becomes of a sequence's logits.
public interface LogitsReader {
  /// Says that a sequence ends; no token.
  int END = -1;

  /// Takes the logits that follow a token, in the order of tokens. Called by one thread at a time,
  /// though not always the same; what it throws ends this sequence alone.
  ///
  /// @param index of the token in its sequence
  /// @param logits `[vocabSize]`; the array is used again
  /// @return behind the last token the one that continues the sequence, or [#END]; else ignored
  int read(int index, float[] logits);

  /// Takes note that the sequence has ended; its pages are still held.
  void finished(Sequence sequence);

  /// Takes note that the sequence was ended by an error, or cancelled.
  void failed(Throwable cause);
}
