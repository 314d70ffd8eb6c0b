package assay.harness.model;

import assay.engine.decoding.TokenDecoder;
import assay.engine.tokenizer.TokenKind;
import assay.engine.tokenizer.Tokenizer;
import assay.engine.tokenizer.Vocabulary;
import assay.results.ReasoningMarkers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The text of tokens, with the markers of thoughts also where they are control tokens, which have
/// no text of their own: without them thoughts and answer would run into one another.
final class ThoughtMarkers implements TokenDecoder {
  private final Tokenizer tokenizer;
  private final Map<Integer, byte[]> markers;

  private ThoughtMarkers(Tokenizer tokenizer, Map<Integer, byte[]> markers) {
    this.tokenizer = tokenizer;
    this.markers = Map.copyOf(markers);
  }

  static ThoughtMarkers of(Tokenizer tokenizer) {
    Vocabulary vocabulary = tokenizer.vocabulary();
    Set<String> texts = new HashSet<>(ReasoningMarkers.texts());
    if (Harmony.isSpokenBy(vocabulary)) {
      texts.addAll(Harmony.STRUCTURE);
    }
    Map<Integer, byte[]> markers = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      String token = vocabulary.tokens().get(id);
      if (vocabulary.kinds().get(id) == TokenKind.CONTROL && texts.contains(token)) {
        markers.put(id, token.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new ThoughtMarkers(tokenizer, markers);
  }

  @Override
  public byte[] bytes(int token) {
    byte[] marker = markers.get(token);
    return marker == null ? tokenizer.bytes(token) : marker;
  }
}
