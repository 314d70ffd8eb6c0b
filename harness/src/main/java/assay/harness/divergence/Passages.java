package assay.harness.divergence;

import assay.harness.run.UsageException;
import assay.results.Digests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// What two models are to read.
public final class Passages {
  /// Fewer tokens leave none that is scored with half of them before it.
  private static final int FEWEST = 3;

  private final int window;
  private final OptionalInt begin;
  private final Set<String> sources = new LinkedHashSet<>();
  private final List<Passage> passages = new ArrayList<>();
  private final List<int[]> prompts = new ArrayList<>(); // the last one alone
  private long unread;

  /// @param window tokens of a text that are read at once, at least 3
  /// @param begin the token that a sequence begins with, where the model wants one
  public Passages(int window, OptionalInt begin) {
    if (window < FEWEST) {
      throw new UsageException("a window needs %d tokens, found %d".formatted(FEWEST, window));
    }
    this.window = window;
    this.begin = begin;
  }

  /// Adds a text as windows that follow each other. In each the tokens of the second half are
  /// scored, so that there is always something before them, and the first token gives way to the
  /// one that sequences begin with: the windows and tokens of llama.cpp's `llama-perplexity`. What
  /// is too short for a window at the end is left out, unless it is all.
  ///
  /// @param tokens with the begin of a sequence where the model wants one
  public void addText(String source, int[] tokens) {
    int length = Math.min(window, tokens.length);
    if (length < FEWEST) {
      throw new UsageException(
          "%s has %d tokens, which are too few to score any".formatted(source, length));
    }
    sources.add(source);
    int windows = tokens.length / length;
    for (int i = 0; i < windows; i++) {
      int[] read = new int[length];
      System.arraycopy(tokens, i * length, read, 0, length);
      begin.ifPresent(token -> read[0] = token);
      passages.add(new Passage(source, (long) i * length, read, length / 2 + 1));
    }
    unread += tokens.length - (long) windows * length;
  }

  /// Adds a prompt, of which all tokens are scored but those that the prompt before it has begun
  /// with too: shots are not counted again with every question.
  ///
  /// @param source the suite
  /// @param tokens as the model reads them
  public void addPrompt(String source, int[] tokens) {
    sources.add(source);
    int common = prompts.isEmpty() ? 0 : common(prompts.getFirst(), tokens);
    prompts.clear();
    prompts.add(tokens);
    int first = Math.max(1, common);
    if (first < tokens.length) {
      passages.add(new Passage(source, 0, tokens, first));
    }
  }

  private static int common(int[] one, int[] other) {
    int common = 0;
    while (common < Math.min(one.length, other.length) && one[common] == other[common]) {
      common++;
    }
    return common;
  }

  List<Passage> all() {
    return Collections.unmodifiableList(passages);
  }

  List<String> sources() {
    return List.copyOf(sources);
  }

  long unread() {
    return unread;
  }

  /// Returns how many tokens are scored.
  public long scored() {
    return passages.stream().mapToLong(Passage::scored).sum();
  }

  /// Returns the SHA-256 of the tokens and of which of them are scored.
  public String digest() {
    MessageDigest digest = Digests.sha256();
    for (Passage passage : passages) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Integer.BYTES * (2 + passage.length()))
              .order(ByteOrder.LITTLE_ENDIAN);
      bytes.putInt(passage.length()).putInt(passage.first());
      for (int i = 0; i < passage.length(); i++) {
        bytes.putInt(passage.token(i));
      }
      digest.update(bytes.array());
    }
    return Digests.hex(digest);
  }
}
