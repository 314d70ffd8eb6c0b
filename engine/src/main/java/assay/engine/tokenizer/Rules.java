package assay.engine.tokenizer;

/// The rules that pre-tokenizers are put together from. Each says which regular expression it
/// stands for; none of them backtracks.
final class Rules {
  private Rules() {}

  private static int runEnd(CodePointSet set, int[] text, int from, int end) {
    int next = from;
    while (next < end && set.contains(text[next])) {
      next++;
    }
    return next;
  }

  private static int orNone(int matchEnd, int at) {
    return matchEnd > at ? matchEnd : ~(at + 1);
  }

  /// `[set]+`.
  static Rule run(CodePointSet set) {
    return (text, at, end) -> orNone(runEnd(set, text, at, end), at);
  }

  /// `[set]{1,most}`.
  static Rule runOfAtMost(int most, CodePointSet set) {
    return (text, at, end) -> orNone(runEnd(set, text, at, Math.min(end, at + most)), at);
  }

  /// `[set]{count}`.
  static Rule exactly(int count, CodePointSet set) {
    return (text, at, end) -> {
      boolean full = end - at >= count && runEnd(set, text, at, at + count) == at + count;
      return full ? at + count : ~(at + 1);
    };
  }

  /// The whole of a piece up to where the digits that follow are as many as some threes: cut there
  /// again and again, a run of digits is cut into threes from its right.
  static Rule beforeThrees(CodePointSet digit) {
    return (text, at, end) -> {
      int next = at;
      if (digit.contains(text[at])) {
        // Behind another digit this is where threes begin: the run need not be counted again.
        boolean threes = at > 0 && digit.contains(text[at - 1]);
        int count = threes ? 0 : runEnd(digit, text, at, end) - at;
        next = at + (count % 3 == 0 ? 3 : count % 3);
      }
      return next < end && next > at && digit.contains(text[next])
          ? next
          : beforeThreesBehind(digit, text, next, end);
    };
  }

  /// Looks for a run of digits behind a place where none begins with threes.
  private static int beforeThreesBehind(CodePointSet digit, int[] text, int from, int end) {
    int next = from;
    while (next < end) {
      int last = runEnd(digit, text, next, end);
      int count = last - next;
      if (count >= 3) {
        return last - count / 3 * 3;
      }
      next = Math.max(last, next + 1);
    }
    return end;
  }

  /// `[digit]+\b`: digits that no letter or other part of a word follows.
  static Rule digitsAtWordEnd(CodePointSet digit) {
    return (text, at, end) -> {
      if (!digit.contains(text[at])) {
        return ~(at + 1);
      }
      int last = runEnd(digit, text, at, end);
      boolean wordEnds = last == end || !UnicodeSets.WORD_CHARACTER.contains(text[last]);
      return wordEnds ? last : ~last;
    };
  }

  /// The rule, for pieces whose last character is of a set; others stay whole.
  static Rule inPiecesThatEndWith(CodePointSet set, Rule rule) {
    return (text, at, end) -> set.contains(text[end - 1]) ? rule.match(text, at, end) : end;
  }

  /// `[prefix]?[set]+`.
  static Rule optionalThenRun(CodePointSet prefix, CodePointSet set) {
    return (text, at, end) -> {
      boolean prefixed = at + 1 < end && prefix.contains(text[at]) && set.contains(text[at + 1]);
      int start = prefixed ? at + 1 : at;
      int matchEnd = runEnd(set, text, start, end);
      return matchEnd > start ? matchEnd : ~(at + 1);
    };
  }

  /// `[prefix][set]+`.
  static Rule requiredThenRun(CodePointSet prefix, CodePointSet set) {
    return (text, at, end) -> {
      boolean prefixed = at + 1 < end && prefix.contains(text[at]) && set.contains(text[at + 1]);
      return prefixed ? runEnd(set, text, at + 1, end) : ~(at + 1);
    };
  }

  /// The rule, and behind it `[set]*`.
  static Rule followedBy(Rule rule, CodePointSet set) {
    return (text, at, end) -> {
      int matchEnd = rule.match(text, at, end);
      return matchEnd < 0 ? matchEnd : runEnd(set, text, matchEnd, end);
    };
  }

  /// The rule, and behind it what the other may match.
  static Rule followedByOptional(Rule rule, Rule other) {
    return (text, at, end) -> {
      int matchEnd = rule.match(text, at, end);
      int longer = matchEnd < 0 || matchEnd == end ? matchEnd : other.match(text, matchEnd, end);
      return longer < 0 ? matchEnd : longer;
    };
  }

  /// `'s|'t|'re|'ve|'m|'ll|'d`; with `anyCase` also in capitals, and with the long s that folds to
  /// s.
  static Rule contraction(boolean anyCase) {
    return (text, at, end) -> {
      if (text[at] != '\'' || at + 1 >= end) {
        return ~(at + 1);
      }
      int first = fold(text[at + 1], anyCase);
      int second = at + 2 < end ? fold(text[at + 2], anyCase) : 0;
      return switch (first) {
        case 's', 't', 'm', 'd' -> at + 2;
        case 'r', 'v' -> second == 'e' ? at + 3 : ~(at + 1);
        case 'l' -> second == 'l' ? at + 3 : ~(at + 1);
        default -> ~(at + 1);
      };
    };
  }

  private static int fold(int codePoint, boolean anyCase) {
    if (!anyCase) {
      return codePoint;
    }
    return codePoint == 0x17F
        ? 's'
        : codePoint < 128 ? Character.toLowerCase(codePoint) : codePoint;
  }

  /// `\s*[\r\n]+`: white space up to and with its last line break.
  static Rule spacesWithLineBreak() {
    return (text, at, end) -> {
      int last = runEnd(UnicodeSets.SPACE, text, at, end);
      while (last > at && !UnicodeSets.NEWLINE.contains(text[last - 1])) {
        last--;
      }
      return orNone(last, at);
    };
  }

  /// `\s+(?!\S)`: white space without its last character if a word follows.
  static Rule spacesBeforeWord() {
    return (text, at, end) -> {
      int last = runEnd(UnicodeSets.SPACE, text, at, end);
      return orNone(last == end ? last : last - 1, at);
    };
  }

  /// `\s+$`: white space at the end.
  static Rule spacesAtEnd() {
    return (text, at, end) -> {
      int last = runEnd(UnicodeSets.SPACE, text, at, end);
      return last == end ? orNone(last, at) : ~(last + 1);
    };
  }

  /// `[prefix]?[upper]*[lower]+`, where the two sets may overlap.
  static Rule wordWithLowerCase(CodePointSet prefix, CodePointSet upper, CodePointSet lower) {
    return withOptional(
        prefix,
        (text, at, end) -> {
          int middle = runEnd(upper, text, at, end);
          int last = runEnd(lower, text, middle, end);
          // Without a lower one behind them, the last of the first run that is in both sets ends
          // the piece.
          while (last == middle && last > at && !lower.contains(text[last - 1])) {
            last = --middle;
          }
          return orNone(last, at);
        });
  }

  /// `[prefix]?[upper]+[lower]*`, where the two sets may overlap.
  static Rule wordWithUpperCase(CodePointSet prefix, CodePointSet upper, CodePointSet lower) {
    return withOptional(
        prefix,
        (text, at, end) -> {
          int middle = runEnd(upper, text, at, end);
          return middle > at ? runEnd(lower, text, middle, end) : ~(at + 1);
        });
  }

  private static Rule withOptional(CodePointSet prefix, Rule rule) {
    return (text, at, end) -> {
      if (at + 1 < end && prefix.contains(text[at])) {
        int matchEnd = rule.match(text, at + 1, end);
        if (matchEnd >= 0) {
          return matchEnd;
        }
      }
      return rule.match(text, at, end);
    };
  }
}
