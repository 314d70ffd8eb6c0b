package assay.harness.divergence;

import assay.engine.decoding.LogSoftmax;
import assay.engine.decoding.ScoredToken;
import assay.harness.run.UsageException;
import assay.results.divergence.Divergence;
import assay.results.divergence.Divergence.Candidate;
import assay.results.divergence.Divergence.Place;
import assay.results.divergence.Divergence.Right;
import assay.results.divergence.Divergence.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Holds the distributions of a model against those of a reference, token by token. What is in
/// memory does not grow with the texts, but for eight bytes a token.
public final class Measurement {
  /// Rows of the reference that wait for the model's.
  private static final int ROWS = 64;

  private static final int CONTEXT_TOKENS = 24;
  private static final int CANDIDATES = 3;

  private final RowSource reference;
  private final RowSource model;
  private final TokenText text;
  private final Tally tally = new Tally();
  private final WorstPlaces worst;
  private final float[][] rows; // [ROWS, vocabSize], of the reference
  private final Distribution expected;
  private final Distribution found;

  /// What a token adds to a text.
  @FunctionalInterface
  public interface TokenText {
    /// Returns the bytes of a token in UTF-8.
    byte[] bytes(int token);
  }

  /// @param places how many of the worst are kept
  /// @throws UsageException if one has more tokens than the other
  public Measurement(RowSource reference, RowSource model, TokenText text, int places) {
    if (reference.vocabSize() != model.vocabSize()) {
      throw new UsageException(
          "the models have different vocabularies: %s of %d tokens, %s of %d"
              .formatted(
                  reference.side().name(),
                  reference.vocabSize(),
                  model.side().name(),
                  model.vocabSize()));
    }
    this.reference = reference;
    this.model = model;
    this.text = text;
    worst = new WorstPlaces(places);
    rows = new float[ROWS][model.vocabSize()];
    expected = new Distribution(model.vocabSize());
    found = new Distribution(model.vocabSize());
  }

  /// Reads all passages.
  ///
  /// @param progress is told how many tokens are scored, now and then
  /// @throws UsageException if there is nothing to score
  public Divergence of(Passages passages, LongConsumer progress) throws IOException {
    if (passages.all().isEmpty()) {
      throw new UsageException("the texts hold no token that can be scored");
    }
    long scored = 0;
    for (Passage passage : passages.all()) {
      tally.begin();
      read(passage);
      scored += passage.scored();
      progress.accept(scored);
    }
    return new Divergence(
        reference.side(),
        model.side(),
        new Texts(
            passages.sources(),
            passages.digest(),
            passages.all().size(),
            scored,
            passages.unread()),
        tally.figures(),
        worst.all());
  }

  /// A row follows the token before the one that it is held against.
  private void read(Passage passage) throws IOException {
    int end = passage.length() - 1;
    for (int from = passage.first() - 1; from < end; from += ROWS) {
      int first = from;
      int to = Math.min(from + ROWS, end);
      reference.rows(
          passage,
          from,
          to,
          (index, row) -> {
            Distribution.top(row); // where it is no distribution, its own source has to say so
            System.arraycopy(row, 0, rows[index - first], 0, row.length);
          });
      model.rows(
          passage, from, to, (index, row) -> compare(passage, index + 1, rows[index - first], row));
    }
  }

  private void compare(Passage passage, int index, float[] expectedRow, float[] foundRow) {
    expected.read(expectedRow);
    found.read(foundRow);
    TokenDifference difference = TokenDifference.of(expected, found, passage.token(index));
    tally.add(difference);
    worst.add(difference.kl(), () -> place(passage, index, difference, expectedRow, foundRow));
  }

  private Place place(
      Passage passage,
      int index,
      TokenDifference difference,
      float[] expectedRow,
      float[] foundRow) {
    int[] before = passage.tokens(Math.max(0, index - CONTEXT_TOKENS), index);
    return new Place(
        passage.source(),
        passage.place(index),
        text(before),
        difference.kl(),
        new Right(
            text(passage.token(index)),
            Math.exp(difference.reference()),
            Math.exp(difference.model())),
        likeliest(expectedRow, passage.token(index)),
        likeliest(foundRow, passage.token(index)));
  }

  private List<Candidate> likeliest(float[] row, int token) {
    List<Candidate> candidates = new ArrayList<>();
    for (ScoredToken each : new LogSoftmax(row).describe(token, CANDIDATES).top()) {
      candidates.add(new Candidate(text(each.token()), Math.exp(each.logprob())));
    }
    return candidates;
  }

  private String text(int... tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      bytes.writeBytes(text.bytes(token));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
