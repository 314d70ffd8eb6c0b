package assay.scorers.choice;

import assay.scorers.choice.ForeignAnswers.ForeignAnswer;
import assay.scorers.choice.Statement.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what a completion says about which option is right.
///
/// Expressions are matched only at cue words, and only within a window of fixed length
/// ([OptionedText#window]), so that the time is linear in the length of the text whatever they are.
final class StatementReader {
  private final OptionedText part;
  private final CharSequence text;
  private final int start;
  private final int end;
  private final int options;
  private final List<Statement> found = new ArrayList<>();

  private StatementReader(OptionedText part) {
    this.part = part;
    text = part.text();
    start = part.start();
    end = part.end();
    options = part.options();
  }

  /// Returns the statements in the order of the text.
  static List<Statement> read(CharSequence text, AnswerPart part, List<String> options) {
    return new StatementReader(OptionedText.of(OtherWritings.bracketed(text), part, options))
        .read();
  }

  private List<Statement> read() {
    Matcher cue = Phrases.CUE.matcher(text).region(start, end);
    while (cue.find()) {
      int at = cue.start();
      if (at > start && Character.isLetter(text.charAt(at - 1)) && text.charAt(at) != '(') {
        continue;
      }
      switch (Character.toLowerCase(text.charAt(at))) {
        case '(' -> judged(at);
        case 'a' -> phrase(Phrases.ANSWER, at, Kind.ANSWER, "answer-phrase");
        case 'o' -> option(at);
        case 'b' -> boxed(at);
        case 'c' -> {
          if (ScannedText.isLetter(text.charAt(at + 1), 'a')) {
            refusal(at);
          } else if (ScannedText.isLetter(text.charAt(at + 4), 'c')) {
            option(at);
          } else {
            phrase(Phrases.CHOOSE, at, Kind.FAVOUR, "chosen");
          }
        }
        case 'u' -> refusal(at);
        default -> phrase(Phrases.CHOOSE, at, Kind.FAVOUR, "chosen");
      }
    }
    foreign();
    concluded();
    new PlacedLetters(part, found).read();
    found.sort(Comparator.comparingInt(Statement::start));
    return found;
  }

  private void foreign() {
    if (!ForeignAnswers.mayOccurIn(text.subSequence(start, end).toString())) {
      return;
    }
    Set<Integer> known = found.stream().map(Statement::start).collect(Collectors.toSet());
    Matcher matcher = ForeignAnswers.in(text, new AnswerPart(start, end));
    for (Optional<ForeignAnswer> next = ForeignAnswers.next(matcher);
        next.isPresent();
        next = ForeignAnswers.next(matcher)) {
      int at = next.get().at();
      boolean option = next.get().letter() < 'A' + options;
      if (option && !known.contains(at)) {
        found.add(new Statement(Kind.ANSWER, next.get().letter(), "answer-word", at, at + 1));
      }
    }
  }

  /// "so it is B", "B because ..." at the beginning.
  private void concluded() {
    Matcher matcher = Phrases.CONCLUDED.matcher(text).region(start, end);
    while (matcher.find()) {
      part.letter(matcher.end())
          .filter(letter -> letter.letter() != 'A' || letter.bracketed() || closed(letter))
          .ifPresent(letter -> committed(letter, Kind.FAVOUR, "concluded"));
    }
    int first = part.skipBlank(start);
    part.letter(first)
        .filter(letter -> part.window(Phrases.REASONED, letter.end()).lookingAt())
        .ifPresent(letter -> committed(letter, Kind.FAVOUR, "reasoned"));
  }

  private boolean closed(OptionLetter letter) {
    return letter.end() >= end || ".,;!\n".indexOf(text.charAt(letter.end())) >= 0;
  }

  private void option(int at) {
    int letter = at;
    while (letter < end && Character.isLetter(text.charAt(letter))) {
      letter++;
    }
    Optional<OptionLetter> named =
        letter < end && text.charAt(letter) == ' ' ? part.letter(letter + 1) : Optional.empty();
    if (named.isPresent() && judge(named.get())) {
      return;
    }
    CharSequence before = text.subSequence(Math.max(start, at - 40), at);
    Matcher matcher = part.window(Phrases.OPTION, at);
    if (!matcher.lookingAt()) {
      return;
    }
    boolean formal =
        Phrases.PRAISED.matcher(before).find() || Phrases.PRAISED.matcher(matcher.group()).find();
    if (!formal && matcher.group().indexOf(':') >= 0) {
      return; // "Consider each choice:" begins a list.
    }
    phrase(Phrases.OPTION, at, formal ? Kind.ANSWER : Kind.FAVOUR, "option-phrase");
  }

  private void refusal(int at) {
    if (part.window(Phrases.REFUSAL, at).lookingAt()) {
      found.add(new Statement(Kind.REFUSAL, '\0', "refusal", at, at));
    }
  }

  private void judged(int at) {
    part.letter(at).ifPresent(this::judge);
  }

  private boolean judge(OptionLetter letter) {
    Matcher matcher = part.window(Phrases.JUDGED, letter.end());
    if (!matcher.lookingAt()) {
      return false;
    }
    boolean bad =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "wrong", "false", "incorrect" -> true;
          default -> false;
        };
    boolean rejected = bad != (matcher.group(1) != null);
    add(rejected ? Kind.REJECTION : Kind.FAVOUR, letter, "judged");
    return true;
  }

  private void boxed(int at) {
    Matcher matcher = part.window(Phrases.BOXED, at);
    if (matcher.lookingAt()) {
      part.letter(matcher.end())
          .ifPresentOrElse(
              letter -> add(Kind.ANSWER, letter, "boxed"),
              () -> optionText(matcher.end(), Kind.ANSWER));
    }
  }

  private void phrase(Pattern pattern, int at, Kind kind, String rule) {
    Matcher matcher = part.window(pattern, at);
    if (!matcher.lookingAt()
        || Phrases.CONDITION.matcher(text.subSequence(Math.max(start, at - 30), at)).find()) {
      return;
    }
    boolean negated =
        (matcher.groupCount() > 0 && matcher.group(1) != null)
            || Phrases.NEGATED.matcher(matcher.group()).find();
    int target = matcher.end();
    Optional<OptionLetter> letter =
        part.letter(target).or(() -> kind == Kind.ANSWER ? smallLetter(matcher) : Optional.empty());
    if (part.window(Phrases.LETTERS, target).lookingAt()) {
      found.add(new Statement(Kind.NO_SINGLE_OPTION, '\0', "several", target, target + 1));
    } else if (letter.isPresent()) {
      if (negated) {
        add(Kind.REJECTION, letter.get(), rule);
      } else {
        committed(letter.get(), kind, rule);
      }
    } else if (!negated && kind == Kind.ANSWER && !optionText(target, kind)) {
      laterInSentence(target, kind, rule);
    }
  }

  /// "the answer is b." or "answer: (c)": a small letter behind a formal phrase, at the end of its
  /// line. The article needs a colon before it.
  private Optional<OptionLetter> smallLetter(Matcher phrase) {
    Matcher small = part.window(Phrases.SMALL, phrase.end());
    if (!small.lookingAt()) {
      return Optional.empty();
    }
    char letter = Character.toUpperCase(small.group(1).charAt(0));
    boolean bracketed = small.group().startsWith("(");
    boolean article = letter == 'A' && !bracketed && phrase.group().indexOf(':') < 0;
    return article || letter >= 'A' + options
        ? Optional.empty()
        : Optional.of(new OptionLetter(letter, bracketed, small.start(1), small.end(1)));
  }

  private void committed(OptionLetter letter, Kind kind, String rule) {
    int after = letter.end();
    if (after < end && text.charAt(after) == '?') {
      return;
    }
    int list = listEnd(letter);
    if (list > after) {
      found.add(new Statement(Kind.NO_SINGLE_OPTION, '\0', "several", letter.start(), list));
    } else if (part.window(Phrases.TAKEN_BACK, after).lookingAt()) {
      add(Kind.REJECTION, letter, "taken-back");
    } else if (otherText(letter)) {
      found.add(new Statement(Kind.NO_SINGLE_OPTION, '\0', "mismatch", letter.start(), after));
    } else {
      add(kind, letter, rule);
    }
  }

  /// Returns the end of the list that a letter begins, or the letter's own end where it stands
  /// alone.
  private int listEnd(OptionLetter letter) {
    OptionLetter last = letter;
    for (int length = 1; length < options; length++) {
      Matcher matcher = part.window(Phrases.ANOTHER, last.end());
      if (!matcher.lookingAt()) {
        break;
      }
      Optional<OptionLetter> next = part.letter(matcher.end());
      if (next.isEmpty()
          || next.get().bracketed() != letter.bracketed()
          || next.get().letter() == letter.letter()
          || part.window(Phrases.SUBJECT, next.get().end()).lookingAt()) {
        break;
      }
      last = next.get();
    }
    return last.end();
  }

  private boolean otherText(OptionLetter letter) {
    int at = letter.end();
    while (at < end && " .:,)*-–\"".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < end
        && part.texts()
            .at(text, at, end)
            .filter(place -> place.option() != letter.letter() - 'A')
            .isPresent();
  }

  private boolean optionText(int at, Kind kind) {
    if (part.window(Phrases.NONE, at).lookingAt() && part.texts().at(text, at, end).isEmpty()) {
      found.add(new Statement(Kind.NO_SINGLE_OPTION, '\0', "none", at, at + 4));
      return true;
    }
    Optional<OptionTexts.QuotedOption> place = part.texts().at(text, at, end);
    place.ifPresent(
        named -> {
          Kind said =
              part.window(Phrases.TAKEN_BACK, named.end()).lookingAt() ? Kind.REJECTION : kind;
          char letter = (char) ('A' + named.option());
          found.add(new Statement(said, letter, "option-text", at, named.end()));
        });
    return place.isPresent();
  }

  /// "The answer is 42 m/s, option (C).": one letter in brackets before the sentence ends.
  private void laterInSentence(int from, Kind kind, String rule) {
    int limit = Math.min(end, from + 160);
    OptionLetter only = null;
    for (int at = from; at < limit; at++) {
      char c = text.charAt(at);
      if (c == '\n' || ((c == '.' || c == '?') && at + 1 < end && text.charAt(at + 1) == ' ')) {
        break;
      }
      if (c == '(') {
        Optional<OptionLetter> letter = part.letter(at);
        if (letter.isPresent()) {
          if (only != null && only.letter() != letter.get().letter()) {
            return;
          }
          only = letter.get();
        }
      }
    }
    if (only != null) {
      committed(only, kind, rule);
    }
  }

  private void add(Kind kind, OptionLetter letter, String rule) {
    found.add(new Statement(kind, letter.letter(), rule, letter.start(), letter.start() + 1));
  }
}
