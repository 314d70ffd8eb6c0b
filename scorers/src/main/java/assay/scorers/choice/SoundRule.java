package assay.scorers.choice;

import assay.scorers.choice.Statement.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The option that a careful reader takes a completion to answer.
///
/// The last formal answer ("the answer is (B)", a box, the option's text after such a phrase) wins
/// over an earlier one. Where there is none, or where the model reconsiders after it, a sentence
/// that favours an option counts. An option that is rejected after it was favoured is no longer it.
/// Several options, "none of the above" where that is no option, and a letter beside the text of
/// another option are no answer. Nothing is guessed from a completion that states nothing.
record SoundRule() implements ChoiceRule {
  private static final Pattern RECONSIDERS =
      Pattern.compile("(?i)\\b(?:wait|actually|on second thought|let me re\\w+|correction)\\b");

  // A model that refuses its question and then gives so many answers answers the examples.
  private static final int OTHER_QUESTIONS = 3;

  @Override
  public Optional<ExtractedLetter> extract(ScannedText scanned, List<String> options) {
    CharSequence text = scanned.text();
    return AnswerPart.of(text.toString(), scanned.reasoning())
        .flatMap(part -> settled(text, StatementReader.read(text, part, options)))
        .map(last -> new ExtractedLetter(last.letter(), last.rule(), last.start(), last.end()));
  }

  private static Optional<Statement> settled(CharSequence text, List<Statement> statements) {
    Statement current = null;
    int reconsidered = -1;
    boolean refused = false;
    Set<Character> answersAfterRefusal = new HashSet<>();
    Matcher marker = RECONSIDERS.matcher(text);
    for (Statement next : statements) {
      switch (next.kind()) {
        case ANSWER -> {
          current = next;
          if (refused) {
            answersAfterRefusal.add(next.letter());
          }
        }
        case NO_SINGLE_OPTION -> current = next;
        case REFUSAL -> refused = true;
        case FAVOUR -> {
          if (current == null || current.kind() == Kind.FAVOUR) {
            current = next;
          } else if (next.start() > current.end()) {
            int from = Math.max(current.end(), reconsidered);
            boolean found = from < next.start() && marker.region(from, next.start()).find();
            reconsidered = Math.max(from, next.start());
            current = found || current.kind() == Kind.NO_SINGLE_OPTION ? next : current;
          }
        }
        case REJECTION ->
            current = current != null && current.letter() == next.letter() ? null : current;
      }
    }
    return Optional.ofNullable(current)
        .filter(last -> last.kind() != Kind.NO_SINGLE_OPTION)
        .filter(last -> answersAfterRefusal.size() < OTHER_QUESTIONS);
  }
}
