package assay.tasks.padding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Padding;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.PromptTooLongException;
import assay.tasks.Protocol;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import assay.tasks.Window;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PaddedProtocolTest {
  private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]|\\R+");

  /// Words, marks and line ends, and one token at the beginning of a text.
  private static final TokenCounter COUNTER =
      text -> 1 + Math.toIntExact(TOKEN.matcher(text).results().count());

  @TempDir private Path folder;

  private static Task chat() {
    return task("mmlu-pro", "mmlu-pro/official-api", "multiple-choice.jsonl");
  }

  private static Task raw() {
    return task("mmlu-pro", "mmlu-pro/official-local-0shot", "multiple-choice.jsonl");
  }

  private static Task task(String suite, String protocol, String data) {
    return Benchmarks.standard()
        .named(suite)
        .orElseThrow()
        .task(
            new TaskRequest(
                List.of(Demo.file(data)), Optional.empty(), Optional.of(protocol), Window.ALL));
  }

  private static Protocol padded(Task task, WantedLength padding, PaddingMaterial material) {
    return new PaddedProtocol(task.protocol(), padding, material, Optional.empty());
  }

  private static String text(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Text raw -> raw.text();
      case Prompt.Continuations asked -> asked.text();
      case Prompt.Chat chat -> chat.messages().getLast().content();
      case Prompt.Unrecorded unrecorded -> throw new AssertionError("no prompt");
    };
  }

  private PaddingMaterial documents(Random random) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int paragraph = 0; paragraph < 200; paragraph++) {
      int words = 5 + random.nextInt(120);
      for (int word = 0; word < words; word++) {
        text.append(word == 0 ? "Paragraph" + paragraph : " word" + random.nextInt(5_000));
      }
      text.append(random.nextBoolean() ? ".\n\n" : ".\r\n \r\n\r\n");
    }
    return DocumentMaterial.read(Files.writeString(folder.resolve("documents.txt"), text));
  }

  @Test
  void anyLengthAndPositionKeepsThePromptAndMeetsTheLength() throws IOException {
    long seed = Long.getLong("assay.seed", 1);
    Random random = new Random(seed);
    List<PaddingMaterial> materials = List.of(ShotMaterial.of(chat().dataset()), documents(random));
    for (int trial = 0; trial < 120; trial++) {
      Task task = random.nextInt(3) == 0 ? raw() : chat();
      double position = task.protocol().name().contains("local") ? 1 : random.nextInt(5) / 4.0;
      WantedLength padding =
          new WantedLength(1_500 + random.nextInt(9_000), position, random.nextLong());
      Sample sample = Demo.samples(task).get(random.nextInt(40));
      Protocol protocol = padded(task, padding, materials.get(random.nextInt(2)));
      Prompt prompt = protocol.render(sample, Optional.of(COUNTER));
      String original = text(task.protocol().render(sample, Optional.of(COUNTER)));
      assertThat(text(prompt)).as("seed %d, trial %d", seed, trial).contains(original);
      assertThat(COUNTER.count(prompt))
          .as("seed %d, trial %d, %s", seed, trial, padding)
          .isBetween(padding.tokens() - padding.tolerance(), padding.tokens());
      assertThat(protocol.render(sample, Optional.of(COUNTER))).isEqualTo(prompt);
      requirePosition(text(prompt), original, padding);
    }
  }

  private static void requirePosition(String padded, String original, WantedLength padding) {
    int start = padded.indexOf(original);
    double before = COUNTER.count(padded.substring(0, start));
    double after = COUNTER.count(padded.substring(start + original.length()));
    double frame = 60;
    double share = padding.position() * (before + after);
    // One piece may lie across the wanted place; the longest has fewer than 300 tokens.
    assertThat(before).as("%s", padding).isBetween(share - 300 - frame, share + 300 + frame);
  }

  @Test
  void aRawPromptStaysAtTheEnd() {
    Sample sample = Demo.samples(raw()).getFirst();
    String original = text(raw().protocol().render(sample, Optional.empty()));
    Protocol protocol =
        padded(raw(), new WantedLength(3_000, 1, 5), ShotMaterial.of(raw().dataset()));
    assertThat(text(protocol.render(sample, Optional.of(COUNTER)))).endsWith("\n\n" + original);
  }

  @Test
  void theMessagesBeforeTheLastStayAsTheyAre() {
    Task task = task("math-500", "math-500/qwen2.5-math", "math.jsonl");
    Sample sample = Demo.samples(task).getFirst();
    Protocol protocol =
        padded(task, new WantedLength(2_000, 0.5, 5), ShotMaterial.of(task.dataset()));
    Prompt.Chat own = (Prompt.Chat) task.protocol().render(sample, Optional.empty());
    Prompt.Chat chat = (Prompt.Chat) protocol.render(sample, Optional.of(COUNTER));
    assertThat(chat.messages().getFirst()).isEqualTo(own.messages().getFirst());
    assertThat(chat.messages()).hasSameSizeAs(own.messages());
    assertThat(chat.messages().getLast().content())
        .startsWith(Frame.HEAD)
        .endsWith(Frame.TAIL)
        .contains("<task>\n" + own.messages().getLast().content() + "\n</task>");
  }

  @Test
  void noPromptHoldsItsOwnQuestionASecondTime() {
    Task task = chat();
    List<Sample> samples = Demo.samples(task);
    PaddingMaterial own = ShotMaterial.of(task.dataset());
    List<PaddingMaterial.Piece> pieces = new ArrayList<>(own.pieces());
    // The same questions under other ids, in capitals and with other spaces.
    own.pieces()
        .forEach(
            piece ->
                pieces.add(
                    PaddingMaterial.Piece.of(
                        "copy of " + piece.id(),
                        piece.text().replace(" ", "  ").toUpperCase(Locale.ROOT))));
    PaddingMaterial doubled = new PaddingMaterial(own.kind(), own.source(), own.digest(), pieces);
    for (int i = 0; i < samples.size(); i++) {
      Protocol protocol = padded(task, new WantedLength(6_000, 0.5, i), doubled);
      Sample sample = samples.get(i);
      String prompt =
          PaddingMaterial.normalized(text(protocol.render(sample, Optional.of(COUNTER))));
      String question = PaddingMaterial.normalized(sample.input());
      assertThat(prompt.indexOf(question)).isEqualTo(prompt.lastIndexOf(question)).isPositive();
    }
  }

  @Test
  void aParagraphWithTheQuestionIsLeftOut() throws IOException {
    Task task = chat();
    Sample sample = Demo.samples(task).getFirst();
    PaddingMaterial material =
        DocumentMaterial.read(
            Files.writeString(
                folder.resolve("leak.txt"),
                "See here:\n"
                    + sample.input()
                    + "\nIt is "
                    + sample.target()
                    + ".\n\nOther words."));
    assertThat(material.pieces()).hasSize(2);
    Protocol protocol = padded(task, new WantedLength(4_000, 0, 0), material);
    assertThat(text(protocol.render(sample, Optional.of(COUNTER))))
        .contains("Other words.")
        .doesNotContain("See here:");
  }

  @Test
  void otherSeedsAndSamplesGetOtherPadding() {
    Task task = raw();
    PaddingMaterial material = ShotMaterial.of(task.dataset());
    Sample sample = Demo.samples(task).getFirst();
    Prompt one =
        padded(task, new WantedLength(2_000, 1, 1), material).render(sample, Optional.of(COUNTER));
    Prompt two =
        padded(task, new WantedLength(2_000, 1, 2), material).render(sample, Optional.of(COUNTER));
    assertThat(one).isNotEqualTo(two);
    Sample other = Demo.samples(task).get(1);
    Prompt three =
        padded(task, new WantedLength(2_000, 1, 1), material).render(other, Optional.of(COUNTER));
    assertThat(text(three).substring(0, 200)).isNotEqualTo(text(one).substring(0, 200));
  }

  @Test
  void aPromptLongerThanTheWantedLengthIsRefused() {
    Task task = chat();
    Sample sample = Demo.samples(task).getFirst();
    Protocol protocol = padded(task, new WantedLength(100, 1, 0), ShotMaterial.of(task.dataset()));
    assertThatThrownBy(() -> protocol.render(sample, Optional.of(COUNTER)))
        .isInstanceOf(PromptTooLongException.class)
        .hasMessageMatching(
            "sample 1001: the prompt has \\d+ tokens without padding, more than the 100 it is to"
                + " have");
  }

  @Test
  void materialThatIsTooCoarseIsRefused() throws IOException {
    Task task = chat();
    Sample sample = Demo.samples(task).getFirst();
    PaddingMaterial material =
        DocumentMaterial.read(
            Files.writeString(folder.resolve("coarse.txt"), "word ".repeat(5_000)));
    Protocol protocol = padded(task, new WantedLength(2_500, 1, 0), material);
    assertThatThrownBy(() -> protocol.render(sample, Optional.of(COUNTER)))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "coarse.txt: has no piece short enough to pad sample 1001: the prompt has \\d+ tokens"
                + " and is to have 2500, at most 128 fewer. Pad with shorter paragraphs");
  }

  @Test
  void problemsWithoutAnswersAreNoShots() {
    Task task = task("livecodebench", "livecodebench/generic", "programming.jsonl");
    assertThatThrownBy(() -> ShotMaterial.of(task.dataset()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no reference answer, so it cannot be a shot to pad with");
  }

  @Test
  void aFolderIsReadInTheOrderOfItsPaths() throws IOException {
    Path texts = Files.createDirectories(folder.resolve("texts/b")).getParent();
    Files.writeString(texts.resolve("b/one.txt"), "second\n\nthird\nline");
    Files.writeString(texts.resolve("a.txt"), "\n\nfirst\n\n\n");
    assertThat(DocumentMaterial.read(texts).pieces())
        .extracting(PaddingMaterial.Piece::text)
        .containsExactly("first", "second", "third\nline");
  }

  @Test
  void theFactsSayHowPromptsWereLengthened() {
    Task task = chat();
    Protocol protocol =
        padded(task, new WantedLength(4_096, 0.5, 7), ShotMaterial.of(task.dataset()));
    assertThat(protocol.padding())
        .contains(new Padding(4096, "shots", 0.5, 7, 40, "the model's tokenizer"));
    assertThat(protocol.materials()).containsKeys("shots", "padding");
  }
}
