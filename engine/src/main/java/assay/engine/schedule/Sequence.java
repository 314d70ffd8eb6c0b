package assay.engine.schedule;

import assay.engine.cache.PageFormat;
import assay.engine.cache.PageTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tokens to be computed, and the place of those that are.
///
/// Mutable, and owned by one [Scheduler], on whose thread it changes; anybody may [#cancel] it.
public final class Sequence {
  private final LogitsReader reader;
  private final PageTable pages;
  final List<PrefixTree.Node> path = new ArrayList<>(); // of the pages
  private int[] tokens; // the first `length` are the sequence
  private final int given; // tokens that it began with
  private int length;
  private int nextRow; // the first token whose logits are still to be read
  private int reusedTokens = -1; // none known yet
  private double prefillSeconds;
  private double decodeSeconds;
  private final AtomicBoolean cancelled;
  private final List<Branch> branches = new ArrayList<>();
  int chosen; // what the reader has answered in this step
  Throwable failure; // what the reader has thrown in this step, or null

  /// Creates a sequence of which nothing is computed.
  ///
  /// @param tokens at least one
  /// @param firstRow index of the first token whose logits are read
  Sequence(PageFormat format, int[] tokens, int firstRow, LogitsReader reader) {
    this(format, tokens, firstRow, reader, new AtomicBoolean());
  }

  private Sequence(
      PageFormat format, int[] tokens, int firstRow, LogitsReader reader, AtomicBoolean cancelled) {
    this.cancelled = cancelled;
    this.tokens = tokens.clone();
    this.reader = reader;
    length = tokens.length;
    given = tokens.length;
    nextRow = firstRow;
    pages = new PageTable(format);
  }

  /// Another way to go on.
  ///
  /// @param token behind those of the sequence, or [LogitsReader#END]
  record Branch(int token, LogitsReader reader) {}

  /// Has another reader go on from the tokens so far, computing none of them again; to be called
  /// while the last one's logits are read.
  ///
  /// @param token that it chose, or [LogitsReader#END]
  public void branch(int token, LogitsReader other) {
    branches.add(new Branch(token, other));
  }

  List<Branch> takeBranches() {
    List<Branch> taken = List.copyOf(branches);
    branches.clear();
    return taken;
  }

  /// Returns the sequence of a branch.
  Sequence grow(PageFormat format, Branch branch) {
    int[] front = Arrays.copyOf(tokens, length);
    Sequence grown = new Sequence(format, front, length, branch.reader(), cancelled);
    grown.append(branch.token());
    grown.reusedTokens = length;
    return grown;
  }

  /// Gives the sequence and all that branched off it up before the next step.
  public void cancel() {
    cancelled.set(true);
  }

  boolean cancelled() {
    return cancelled.get();
  }

  LogitsReader reader() {
    return reader;
  }

  /// Returns the pages of the positions that are computed.
  public PageTable pages() {
    return pages;
  }

  /// Returns how many tokens there are.
  public int length() {
    return length;
  }

  /// Returns how many of its first tokens others had computed before.
  public int reusedTokens() {
    return Math.max(0, reusedTokens);
  }

  /// Returns its share of the time of steps that computed tokens it began with: each step's time is
  /// divided by tokens.
  public double prefillSeconds() {
    return prefillSeconds;
  }

  /// Returns its share of the time of steps that computed tokens chosen.
  public double decodeSeconds() {
    return decodeSeconds;
  }

  int[] tokens() {
    return tokens;
  }

  /// Returns how many tokens the sequence began with.
  int given() {
    return given;
  }

  int nextRow() {
    return nextRow;
  }

  /// Returns how many tokens are not computed.
  int pending() {
    return length - pages.length();
  }

  void reuse(int positions) {
    pages.advance(positions);
    if (reusedTokens < 0) {
      reusedTokens = positions;
    }
  }

  /// Counts the rows before `row` as read.
  void readTo(int row) {
    nextRow = Math.max(nextRow, row);
  }

  void append(int token) {
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(64, 2 * length));
    }
    tokens[length++] = token;
  }

  void spend(double seconds, boolean decoding) {
    if (decoding) {
      decodeSeconds += seconds;
    } else {
      prefillSeconds += seconds;
    }
  }

  /// Returns how many of its first tokens another sequence, as far as given, begins with too.
  int common(int[] other, int otherLength) {
    int most = Math.min(length, otherLength);
    int different = Arrays.mismatch(tokens, 0, most, other, 0, most);
    return different < 0 ? most : different;
  }
}
