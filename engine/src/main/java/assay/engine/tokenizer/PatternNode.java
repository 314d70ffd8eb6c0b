package assay.engine.tokenizer;

import java.util.List;

/// A regular expression as a tree. Only what a matcher without backtracking can run has a node.
sealed interface PatternNode {

  /// The least number of characters that it matches.
  int shortest();

  /// One character of a set.
  record One(CodePointSet set) implements PatternNode {
    @Override
    public int shortest() {
      return 1;
    }
  }

  /// One behind the other.
  record Chain(List<PatternNode> parts) implements PatternNode {
    public Chain {
      parts = List.copyOf(parts);
    }

    @Override
    public int shortest() {
      return parts.stream().mapToInt(PatternNode::shortest).sum();
    }
  }

  /// The first alternative that leads to a match.
  record Choice(List<PatternNode> alternatives) implements PatternNode {
    public Choice {
      alternatives = List.copyOf(alternatives);
    }

    @Override
    public int shortest() {
      return alternatives.stream().mapToInt(PatternNode::shortest).min().orElse(0);
    }
  }

  /// A part that repeats.
  ///
  /// @param least number of times
  /// @param most number of times, [#UNBOUNDED] for no limit
  /// @param greedy whether more times are preferred
  record Repeat(PatternNode part, int least, int most, boolean greedy) implements PatternNode {
    /// No limit.
    static final int UNBOUNDED = Integer.MAX_VALUE;

    @Override
    public int shortest() {
      return Math.multiplyExact(least, part.shortest());
    }
  }

  /// Matches no text, but only where the next character is in the set, or with `negative` where it
  /// is not or where there is none.
  record Look(CodePointSet set, boolean negative) implements PatternNode {
    @Override
    public int shortest() {
      return 0;
    }
  }

  /// Matches no text, but only at the end and before a line feed: `$` of Oniguruma.
  record LineEnd() implements PatternNode {
    @Override
    public int shortest() {
      return 0;
    }
  }
}
