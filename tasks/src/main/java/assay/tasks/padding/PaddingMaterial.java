package assay.tasks.padding;

import assay.results.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/// What distractors are taken from: pieces of text in order.
///
/// @param kind shots are drawn one by one, documents are read on from a drawn place
/// @param source name of the file or folder, without the folders above
/// @param digest SHA-256 (hex) of what was read
/// @param pieces questions with their answers, or paragraphs, at least one
public record PaddingMaterial(Kind kind, String source, String digest, List<Piece> pieces) {
  public PaddingMaterial {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(source);
    Objects.requireNonNull(digest);
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException(source + ": has no text to pad with");
    }
  }

  /// What pieces are.
  public enum Kind {
    /// Questions with their answers.
    SHOTS,
    /// Paragraphs of texts.
    DOCUMENTS;

    /// Returns the name on the command line and in manifests.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One distractor.
  ///
  /// @param id of the sample that it was made of; empty for a paragraph
  /// @param text as it stands in a prompt
  /// @param comparable the text without differences of case and white space
  public record Piece(String id, String text, String comparable) {

    /// Returns a piece of text.
    static Piece of(String id, String text) {
      return new Piece(id, text, normalized(text));
    }

    /// Returns whether the piece would give the sample away: it is made of the sample, or has its
    /// question in it.
    ///
    /// @param question the sample's question as [#normalized(String)] returns it
    boolean gives(Sample sample, String question) {
      return id.equals(sample.id()) || (!question.isEmpty() && comparable.contains(question));
    }
  }

  /// Returns a text in lower case with single spaces, by which questions are compared.
  static String normalized(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  /// Returns the order in which one prompt uses the pieces: each index once.
  int[] order(Random random) {
    int[] order = new int[pieces.size()];
    int start = kind == Kind.DOCUMENTS ? random.nextInt(order.length) : 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = (start + i) % order.length;
    }
    if (kind == Kind.SHOTS) {
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
    }
    return order;
  }
}
