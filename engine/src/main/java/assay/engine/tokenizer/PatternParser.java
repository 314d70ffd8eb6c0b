package assay.engine.tokenizer;

import assay.engine.tokenizer.PatternNode.Chain;
import assay.engine.tokenizer.PatternNode.Choice;
import assay.engine.tokenizer.PatternNode.LineEnd;
import assay.engine.tokenizer.PatternNode.Look;
import assay.engine.tokenizer.PatternNode.One;
import assay.engine.tokenizer.PatternNode.Repeat;
import java.util.ArrayList;
import java.util.List;

/// Reads the split patterns of `tokenizer.json`, which are regular expressions of Oniguruma in its
/// Ruby syntax. What is not understood with certainty is refused.
///
/// Refused are captures that are referred to, anchors other than `$`, look-behind, look-ahead at
/// more than one character, possessive and atomic groups, and ignoring the case of other letters
/// than those of ASCII.
///
/// Source: Oniguruma, `doc/RE`.
final class PatternParser {
  /// Repetitions are written out, so that counts stay small.
  private static final int MOST_REPETITIONS = 1000;

  private static final int DEEPEST = 100;

  private final PatternReader in;
  private int depth;

  private PatternParser(String pattern) {
    this.in = new PatternReader(pattern);
  }

  /// Returns the tree of a pattern.
  ///
  /// @throws UnsupportedPatternException if it is malformed or not supported
  static PatternNode parse(String pattern) {
    PatternParser parser = new PatternParser(pattern);
    PatternNode node = parser.choice(false);
    if (!parser.in.atEnd()) {
      throw parser.in.fault("a ')' without its '('");
    }
    if (node.shortest() == 0) {
      throw parser.in.fault("a pattern that matches the empty text");
    }
    return node;
  }

  private PatternNode choice(boolean ignoreCase) {
    if (++depth > DEEPEST) {
      throw in.fault("nesting of more than " + DEEPEST + " levels");
    }
    List<PatternNode> alternatives = new ArrayList<>();
    do {
      alternatives.add(chain(ignoreCase));
    } while (in.take('|'));
    depth--;
    return alternatives.size() == 1 ? alternatives.getFirst() : new Choice(alternatives);
  }

  private PatternNode chain(boolean ignoreCase) {
    List<PatternNode> parts = new ArrayList<>();
    while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
      parts.add(quantified(atom(ignoreCase)));
    }
    return parts.size() == 1 ? parts.getFirst() : new Chain(parts);
  }

  private PatternNode atom(boolean ignoreCase) {
    return switch (in.peek()) {
      case '(' -> group(ignoreCase);
      case '$' -> {
        in.next();
        yield new LineEnd();
      }
      case '^', '*', '+', '?' -> throw in.fault("'" + Character.toString(in.peek()) + "' here");
      case '{' -> throw in.fault("'{' here; write \\{ for the character");
      default -> new One(new PatternSets(in, ignoreCase).one());
    };
  }

  private PatternNode group(boolean ignoreCase) {
    in.next();
    if (!in.take('?')) {
      return closed(choice(ignoreCase));
    }
    if (in.take(':')) {
      return closed(choice(ignoreCase));
    }
    if (in.take('i')) {
      in.require(':', "a flag other than (?i: )");
      return closed(choice(true));
    }
    boolean negative = in.peek() == '!';
    if (!negative && in.peek() != '=') {
      throw in.fault("a group other than (?: ), (?i: ), (?= ) and (?! )");
    }
    in.next();
    PatternNode ahead = closed(choice(ignoreCase));
    if (ahead instanceof One(CodePointSet set)) {
      return new Look(set, negative);
    }
    throw in.fault("look-ahead at more than one character");
  }

  private PatternNode closed(PatternNode node) {
    in.require(')', "a group that is not closed");
    return node;
  }

  private PatternNode quantified(PatternNode part) {
    int least;
    int most;
    switch (in.peek()) {
      case '*' -> {
        least = 0;
        most = Repeat.UNBOUNDED;
      }
      case '+' -> {
        least = 1;
        most = Repeat.UNBOUNDED;
      }
      case '?' -> {
        least = 0;
        most = 1;
      }
      case '{' -> {
        return counted(part);
      }
      default -> {
        return part;
      }
    }
    in.next();
    return repeat(part, least, most);
  }

  private PatternNode counted(PatternNode part) {
    in.next();
    int least = in.number(MOST_REPETITIONS);
    int most = least;
    if (in.take(',')) {
      most = in.peek() == '}' ? Repeat.UNBOUNDED : in.number(MOST_REPETITIONS);
    }
    in.require('}', "a count that is not closed");
    if (most < least || in.peek() == '?') {
      throw in.fault("such a count");
    }
    return repeat(part, least, most);
  }

  private PatternNode repeat(PatternNode part, int least, int most) {
    if (part.shortest() == 0) {
      throw in.fault("a repetition of what matches the empty text");
    }
    boolean lazy = in.take('?');
    int next = in.peek();
    if (next == '+' || next == '*' || next == '?' || next == '{') {
      throw in.fault("a possessive or double repetition");
    }
    return new Repeat(part, least, most, !lazy);
  }
}
