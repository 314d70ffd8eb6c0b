package assay.reports.render;

import assay.reports.TestRuns;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Prompt;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/// A run of made-up answers to multiple-choice questions, as large as is asked for: prompts of
/// about 400 characters, completions of about 900, words drawn by Zipf's law. The same seed gives
/// the same run; runs of different seeds have the same questions and other answers.
final class SyntheticRun {
  private static final int WORDS = 4_000;
  private static final String LETTERS = "etaoinshrdlucmfwypvbgkqjxz";
  private static final List<String> CATEGORIES =
      List.of("biology", "business", "chemistry", "economics", "law", "math", "physics", "other");

  private final List<String> words;
  private final Random answers;

  private SyntheticRun(long seed) {
    Random random = new Random(1);
    this.words = IntStream.range(0, WORDS).mapToObj(i -> word(random)).toList();
    this.answers = new Random(seed);
  }

  static RunDirectory write(Path folder, int samples, long seed) throws IOException {
    SyntheticRun run = new SyntheticRun(seed);
    SampleRecord first = run.record(0);
    RunManifest plan = TestRuns.manifest("Synthetic-7B", "mmlu-pro/official-local", List.of(first));
    List<RunManifest.Row> rows =
        IntStream.range(0, samples).mapToObj(i -> new RunManifest.Row(id(i), digest(i))).toList();
    DatasetIdentity data = plan.dataset();
    RunManifest manifest = plan.over(data.select(data.selected(), rows), plan.deviations());
    RunDirectory directory = RunDirectory.create(folder, manifest);
    try (RecordWriter writer = directory.writer(new SyncPolicy(10_000, Duration.ofMinutes(1)))) {
      for (int i = 0; i < samples; i++) {
        writer.append(run.record(i));
      }
    }
    return directory;
  }

  private static String id(int index) {
    return String.valueOf(10_000 + index);
  }

  private static String digest(int index) {
    return Digests.ofText(id(index));
  }

  private SampleRecord record(int index) {
    Random question = new Random(index);
    String input = text(question, 60);
    String target = letter(question);
    String answer = answers.nextDouble() < 0.6 ? target : letter(answers);
    String text = text(answers, 140) + "The answer is (" + answer + ").";
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("choice/official", score(answer, target, "answer-is"));
    scores.put("choice/sound", score(answer, target, "statement"));
    return new SampleRecord(
        index,
        0,
        new Sample(
            id(index),
            digest(index),
            input,
            target,
            Map.of("category", CATEGORIES.get(question.nextInt(CATEGORIES.size()))),
            new Sample.Choices(List.of())),
        Prompt.user(input),
        new Completion(
            text,
            OptionalInt.of(120),
            OptionalInt.of(text.length() / 4),
            StopReason.STOP_TOKEN,
            Duration.ofMillis(800)),
        scores);
  }

  private Score score(String answer, String target, String rule) {
    if (answers.nextDouble() < 0.03) {
      return new Score.NoAnswer("no rule finds a letter");
    }
    return answer.equals(target)
        ? new Score.Correct(answer, rule)
        : new Score.Wrong(answer, rule, "");
  }

  private static String letter(Random random) {
    return String.valueOf((char) ('A' + random.nextInt(10)));
  }

  private String text(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(words.get((int) Math.pow(WORDS, random.nextDouble()) - 1)).append(' ');
    }
    return text.toString();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = 2 + random.nextInt(8); length > 0; length--) {
      double draw = random.nextDouble();
      word.append(LETTERS.charAt((int) (LETTERS.length() * draw * draw)));
    }
    return word.toString();
  }
}
