package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.catalog.Catalog;
import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.hub.Hub;
import assay.harness.model.EngineModel;
import assay.harness.model.EngineOptions;
import assay.harness.model.Tokenizers;
import assay.harness.run.Console;
import assay.results.Completion;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.published.PublishedScores;
import assay.results.store.RunDirectory;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RULER through the commands, over items that are made for the model.
final class RulerRunTest {
  private static final String TASKS = "niah_single_1,niah_multikey_2,vt";

  @TempDir private Path folder;

  private Commands.Result command(String... line) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Hub hub =
        new Hub(
            Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
            new Console(nowhere, nowhere, false, true));
    return Commands.run(new Catalog(Benchmarks.standard(), PublishedScores.bundled(), hub), line);
  }

  private Commands.Result run(String model, Path out, String... more) {
    List<String> line = new ArrayList<>(List.of("run", "--suite", "ruler", "--model", model));
    line.addAll(List.of("--out", out.toString()));
    line.addAll(List.of(more));
    return command(line.toArray(String[]::new));
  }

  private Path model() throws IOException {
    return DemoFiles.extract(folder.resolve("data")).model();
  }

  private static List<SampleRecord> records(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.sorted(Comparator.comparingInt(SampleRecord::index)).toList();
    }
  }

  private Path asked(String... more) throws IOException {
    Path out = folder.resolve("asked");
    List<String> flags = new ArrayList<>(List.of("--lengths", "1k", "--tasks", TASKS));
    flags.addAll(List.of("--per-task", "1", "--reserve", "40"));
    flags.addAll(List.of(more));
    Commands.Result result = run(model().toString(), out, flags.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return out;
  }

  @Test
  void makesTheItemsByTheTokenizerOfTheModelAndLetsEachTaskWriteItsTokens() throws IOException {
    Path out = asked("--protocol", "ruler/completion");
    Tokenizer tokenizer = Tokenizers.open(model());
    assertThat(records(out))
        .hasSize(3)
        .allSatisfy(
            record -> {
              String text = ((Prompt.Text) record.prompt()).text();
              int most = record.sample().facets().get("task").equals("vt") ? 30 : 128;
              assertThat(tokenizer.encode(text, EncodingOptions.PROMPT).length + most)
                  .isBetween(900, 1024 - 40 + 1);
              assertThat(((Completion) record.outcome()).completionTokens().orElseThrow())
                  .isLessThanOrEqualTo(most);
              assertThat(record.sample().facets()).containsEntry("context", "1024");
            });
  }

  @Test
  void theManifestSaysHowTheItemsAreMadeAndTheRunIsDoneAgainOverThem() throws IOException {
    Path out = asked();
    RunManifest manifest = RunDirectory.open(out).manifest();
    assertThat(manifest.circumstances().places().published().orElseThrow().name())
        .isEqualTo(
            "assay data make ruler --lengths 1024 --tasks %s --per-task 1 --data-seed 42 --reserve 40"
                .formatted(TASKS));
    assertThat(manifest.deviations()).isEmpty();
    Path made = manifest.circumstances().places().data().getFirst();
    Path again = folder.resolve("again.jsonl");
    List<String> line = new ArrayList<>(List.of("data", "make", "ruler", "--lengths", "1024"));
    line.addAll(List.of("--tasks", TASKS, "--per-task", "1", "--reserve", "40"));
    line.addAll(List.of("--model", model().toString(), "--out", again.toString()));
    Commands.Result result = command(line.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(again).hasSameTextualContentAs(made);
    assertThat(asked("--resume")).isEqualTo(out);
  }

  @Test
  void beginsTheAnswerBehindTheChatTemplate() throws IOException {
    SampleRecord record = records(asked()).getFirst();
    List<Message> messages = ((Prompt.Chat) record.prompt()).messages();
    assertThat(messages.getLast().role()).isEqualTo("assistant");
    assertThat(messages.getLast().content())
        .startsWith(" The special magic number for ")
        .endsWith(" mentioned in the provided text is");
    Prompt asked = new Prompt.Chat(messages.subList(0, messages.size() - 1));
    try (EngineModel engine =
        EngineModel.open(model(), new EngineOptions("auto", 1, OptionalInt.empty()))) {
      String read = engine.tokenizer().decode(engine.prompt(record.prompt()).tokens());
      assertThat(read)
          .isEqualTo(
              engine.tokenizer().decode(engine.prompt(asked).tokens())
                  + messages.getLast().content());
    }
  }

  @Test
  void anEndpointIsAskedInOneMessageAndScoredByTheShareOfTheTargets() throws IOException {
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "VAR A"))) {
      Path out = folder.resolve("endpoint");
      String[] flags = {"--lengths", "2k", "--tasks", "vt", "--per-task", "1"};
      Commands.Result begun = run(server.modelArgument(), out, flags);
      assertThat(begun.status()).isEqualTo(2);
      assertThat(begun.err()).contains("choose a protocol that asks in one message");
      Commands.Result result =
          run(
              server.modelArgument(),
              out,
              Stream.concat(Stream.of(flags), Stream.of("--protocol", "ruler/message"))
                  .toArray(String[]::new));
      assertThat(result.status()).as(result.err()).isZero();
      SampleRecord record = records(out).getFirst();
      assertThat(((Sample.Targets) record.sample().extras()).all()).hasSize(5);
      assertThat(record.primaryScore())
          .isInstanceOfSatisfying(
              Score.Wrong.class,
              wrong -> assertThat(wrong.detail()).startsWith("0 of 5 found; missing: "));
      assertThat(RunDirectory.open(out).manifest().dataset().source()).startsWith("ruler-2048-");
    }
  }

  @Test
  void refusesWhatCannotBeMade() throws IOException {
    String model = model().toString();
    Path out = folder.resolve("refused");
    assertThat(run(model, out).err()).contains("--lengths is missing: the items of ruler are made");
    assertThat(run(model, out, "--lengths", "4k", "--tasks", "qa_1").err())
        .contains("--tasks qa_1: expected some of niah_single_1", "SQuAD or HotpotQA");
    assertThat(run(model, out, "--lengths", "200", "--tasks", "vt").err())
        .contains("vt: a length of 200 tokens is too short: the shortest item has")
        .contains("Ask for longer contexts with --lengths");
    assertThat(run(model, out, "--lengths", "4q").err())
        .contains("--lengths 4q: expected numbers of tokens, such as 4096,8192 or 4k,8k");
    for (String length : List.of("2000000000", "0", "-4k")) {
      assertThat(run(model, out, "--lengths=" + length).err())
          .contains("expected 1 to 16777216 tokens");
    }
    assertThat(command("run", "--suite", "gsm8k", "--model", model, "--lengths", "4k").err())
        .contains("that of gsm8k is published or your own");
  }
}
