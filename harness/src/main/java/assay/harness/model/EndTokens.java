package assay.harness.model;

import assay.engine.tokenizer.TokenKind;
import assay.engine.tokenizer.Vocabulary;
import java.util.HashSet;
import java.util.Set;

/// The tokens at which a completion is over.
///
/// A file names one end token, and chat models use another for the end of a turn; those that are
/// known by their names end a completion too, as in llama.cpp.
final class EndTokens {
  private static final Set<String> NAMES =
      Set.of(
          "<|im_end|>",
          "<|endoftext|>",
          "<|end_of_text|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|end|>",
          "<end_of_turn>",
          "<|EOT|>",
          "<\uff5cend\u2581of\u2581sentence\uff5c>",
          "</s>");

  private EndTokens() {}

  static Set<Integer> of(Vocabulary vocabulary) {
    boolean harmony = Harmony.isSpokenBy(vocabulary);
    Set<Integer> ends = new HashSet<>();
    vocabulary.specials().eos().ifPresent(ends::add);
    vocabulary.specials().eot().ifPresent(ends::add);
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.kinds().get(id) == TokenKind.CONTROL) {
        String token = vocabulary.tokens().get(id);
        boolean named = ends.contains(id) || NAMES.contains(token);
        if (harmony ? Harmony.endsAt(token, named) : named) {
          ends.add(id);
        } else {
          ends.remove(id);
        }
      }
    }
    return Set.copyOf(ends);
  }
}
