package assay.harness.model;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.decoding.TokenDecoder;
import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import assay.results.Reasoning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages of gpt-oss, with the control tokens of its vocabulary.
final class HarmonyTest {
  private static final List<String> CONTROL =
      List.of(
          "<|endoftext|>",
          "<|return|>",
          "<|constrain|>",
          "<|channel|>",
          "<|start|>",
          "<|end|>",
          "<|message|>",
          "<|call|>");

  @TempDir Path folder;
  private Tokenizer tokenizer;

  /// A vocabulary of bytes, as `tokenizer.json` has it.
  @BeforeEach
  void makeTokenizer() throws IOException {
    String bytes =
        IntStream.rangeClosed('!', '~')
            .mapToObj(c -> "\"%s\": %d".formatted(escaped((char) c), c - '!'))
            .collect(Collectors.joining(", "));
    String added =
        IntStream.range(0, CONTROL.size())
            .mapToObj(
                i ->
                    "{\"id\": %d, \"content\": \"%s\", \"special\": true, \"normalized\": false}"
                        .formatted(100 + i, CONTROL.get(i)))
            .collect(Collectors.joining(", "));
    String level =
        "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true,"
            + " \"use_regex\": true}";
    Files.writeString(
        folder.resolve("tokenizer.json"),
        "{\"added_tokens\": [%s], \"normalizer\": null, \"pre_tokenizer\": %s, \"decoder\": %s,"
                .formatted(added, level, level)
            + " \"model\": {\"type\": \"BPE\", \"vocab\": {%s, \"\u0120\": 94}, \"merges\": []}}"
                .formatted(bytes));
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|return|>\"}");
    tokenizer = Tokenizer.fromFolder(folder);
  }

  private static String escaped(char c) {
    return c == '"' || c == '\\' ? "\\" + c : String.valueOf(c);
  }

  @Test
  void aTurnEndsWithAnAnswerOrACallAndNotWithAMessage() {
    assertThat(EndTokens.of(tokenizer.vocabulary()))
        .containsExactlyInAnyOrder(id("<|endoftext|>"), id("<|return|>"), id("<|call|>"));
  }

  @Test
  void theFinalChannelIsTheAnswerAndTheAnalysisAreThoughts() {
    String written =
        "<|channel|>analysis<|message|>2 and 2<|end|>"
            + "<|start|>assistant<|channel|>final<|message|>It is 4";
    String text = decoded(written);
    Reasoning reasoning = EnginePrompt.of(new int[] {1}).reasoning(text);
    assertThat(text).isEqualTo(written);
    assertThat(reasoning.answer(text)).contains("It is 4");
    assertThat(reasoning.thoughts(text)).hasSize(1).first().asString().contains("2 and 2");
  }

  @Test
  void aTurnThatNeverCameToItsFinalChannelHasNoAnswer() {
    String text = decoded("<|channel|>analysis<|message|>The answer is 4");
    Reasoning reasoning = EnginePrompt.of(new int[] {1}).reasoning(text);
    assertThat(reasoning.finished()).isFalse();
    assertThat(reasoning.answer(text)).isEmpty();
  }

  private int id(String token) {
    return tokenizer.vocabulary().tokens().indexOf(token);
  }

  private String decoded(String text) {
    TokenDecoder decoder = ThoughtMarkers.of(tokenizer);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokenizer.encode(text, EncodingOptions.RENDERED)) {
      bytes.writeBytes(decoder.bytes(token));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
