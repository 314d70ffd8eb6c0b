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
  final List<PageNode> path = new ArrayList<>(); // of the pages
  private int[] tokens; // the first `length` are the sequence
  private final int given; // tokens that it began with
  private int length;
  private int nextRow; // the first token whose logits are still to be read
  private int computedGiven; // tokens that it began with, each as often as it was computed
  private double prefillSeconds;
  private double decodeSeconds;
  private final AtomicBoolean cancelled;
  private final List<Branch> branches = new ArrayList<>();
  long arrival; // number among all requests
  int planned; // tokens in the step under way
  int firstRow; // of the batch, that is theirs
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

  /// Returns the branches that are new, and forgets them.
  List<Branch> takeBranches() {
    if (branches.isEmpty()) {
      return List.of();
    }
    List<Branch> taken = List.copyOf(branches);
    branches.clear();
    return taken;
  }

  /// Returns the sequence of a branch, which arrived when this one did.
  Sequence grow(PageFormat format, Branch branch) {
    int[] front = Arrays.copyOf(tokens, length);
    Sequence grown = new Sequence(format, front, length, branch.reader(), cancelled);
    grown.append(branch.token());
    grown.arrival = arrival;
    return grown;
  }

  /// Gives the sequence and all that branched off it up.
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

  /// Returns how many of the tokens that it began with it did not compute itself.
  public int reusedTokens() {
    return Math.max(0, given - computedGiven);
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

  int nextRow() {
    return nextRow;
  }

  /// Returns how many tokens are not computed.
  int pending() {
    return length - pages.length();
  }

  /// Returns how many of its first tokens are looked for among those that others computed: the last
  /// one, and those whose logits are read, are computed anyhow.
  int reusable() {
    return Math.min(length - 1, nextRow);
  }

  /// Returns the pages that it needs for its tokens, and for as many more as a page holds.
  int pagesAhead() {
    return Math.ceilDiv(length + PageFormat.POSITIONS, PageFormat.POSITIONS);
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

  /// Counts tokens from an index on as computed.
  void spend(double seconds, int from, int count) {
    if (from >= given) {
      decodeSeconds += seconds;
    } else {
      prefillSeconds += seconds;
      computedGiven += Math.min(count, given - from);
    }
  }

  /// Returns how many of its first tokens another sequence begins with too.
  int common(Sequence other) {
    int most = Math.min(length, other.length);
    int different = Arrays.mismatch(tokens, 0, most, other.tokens, 0, most);
    return different < 0 ? most : different;
  }
}
