package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.configuration.Configuration;
import assay.harness.configuration.ConfigurationFiles;
import assay.harness.configuration.ConfigurationSchema;
import assay.harness.configuration.ConfigurationText;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.results.RunManifest;
import assay.results.store.RunDirectory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Endpoints by name and defaults of options.
final class ConfigurationTest {
  private static final String SAMPLE =
      """
      endpoints:
        qwen:
          url: %s
          model: asked-model
          api-key-env: HOME
          headers: {X-Team: PATH}
          api: completions
      defaults:
        max-tokens: 7
        protocol: mmlu-pro/official-local-0shot
      """;

  @TempDir private Path folder;

  private Configuration read(String user, String here) throws IOException {
    Path home = Files.createDirectories(folder.resolve("config/assay"));
    Files.writeString(home.resolve("assay.yaml"), user);
    Files.writeString(folder.resolve("assay.yaml"), here);
    Map<String, String> environment =
        Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString());
    return ConfigurationFiles.of(environment, folder).read(Commands.CATALOG);
  }

  private Commands.Result assay(Configuration configuration, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    int status = Main.run(args, console, Commands.CATALOG, configuration);
    return new Commands.Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String url(FakeEndpoint server) {
    return server.modelArgument().replaceFirst("#.*", "");
  }

  private RunManifest run(Configuration configuration, String name, String... more)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("run", "--suite", "mmlu-pro"));
    args.addAll(List.of("--data", Suites.questions(folder, 3).toString()));
    args.addAll(List.of("--out", folder.resolve(name).toString()));
    args.addAll(List.of(more));
    Commands.Result result = assay(configuration, args.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return RunDirectory.open(folder.resolve(name)).manifest();
  }

  @Test
  void aNamedEndpointIsAskedAsItSaysAndTheManifestHasItResolved() throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> FakeEndpoint.text(call, "The answer is (A)."))) {
      Configuration configured = read("", SAMPLE.formatted(url(server)));
      RunManifest byName = run(configured, "named", "--model", "qwen");
      assertThat(server.calls())
          .allSatisfy(
              call ->
                  assertThat(List.of(call.authorization(), call.headers().get("X-Team")))
                      .containsExactly("Bearer " + System.getenv("HOME"), System.getenv("PATH")));
      RunManifest spelt =
          run(
              Configuration.NONE,
              "spelt",
              "--model=" + url(server) + "#asked-model",
              "--api-key-env=HOME",
              "--header=X-Team=PATH",
              "--api=completions",
              "--max-tokens=7",
              "--protocol=mmlu-pro/official-local-0shot");
      assertThat(byName.settings().maxTokens()).isEqualTo(7);
      assertThat(byName.in(spelt.circumstances())).isEqualTo(spelt);
      assertThat(Files.readString(folder.resolve("named/manifest.json")))
          .doesNotContain(System.getenv("PATH"));
    }
  }

  @Test
  void theCommandLineWinsOverTheFolderAndThatOverTheUser() throws Exception {
    String model = "--model=recorded:" + Suites.recording(folder, 3);
    String protocol = "--protocol=mmlu-pro/official-local-0shot";
    Configuration user = read("defaults: {max-tokens: 11, attempts: 1}", "");
    assertThat(run(user, "a", model, protocol).settings().maxTokens()).isEqualTo(11);
    Configuration both = read("defaults: {max-tokens: 11}", "defaults: {max-tokens: 12}");
    assertThat(run(both, "b", model, protocol).settings().maxTokens()).isEqualTo(12);
    assertThat(run(both, "c", model, protocol, "--max-tokens", "13").settings().maxTokens())
        .isEqualTo(13);
  }

  @Test
  void aDefaultGivesWayToTheOptionThatExcludesIt() throws Exception {
    Configuration kept = read("defaults: {cache: kept}", "");
    String model = "--model=recorded:" + Suites.recording(folder, 3);
    run(kept, "a", model, "--protocol=mmlu-pro/official-local-0shot", "--no-cache");
  }

  @Test
  void sweepsFindNamesToo() throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> FakeEndpoint.text(call, "The answer is (A)."))) {
      Path plan = folder.resolve("plan.yaml");
      Files.writeString(
          plan,
          "{base: {suite: mmlu-pro, data: %s}, models: [qwen]}"
              .formatted(Suites.questions(folder, 3)));
      Path out = folder.resolve("sweep");
      Commands.Result result =
          assay(
              read("", SAMPLE.formatted(url(server))),
              "sweep",
              plan.toString(),
              "--out",
              out.toString());
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(server.calls()).hasSize(3);
      try (Stream<Path> variants = Files.list(out)) {
        RunManifest made =
            RunDirectory.open(variants.filter(RunDirectory::isRun).findFirst().orElseThrow())
                .manifest();
        assertThat(made.settings().maxTokens()).isEqualTo(7);
      }
    }
  }

  @Test
  void showsWhatHoldsAndFromWhereAndNoSecret() throws Exception {
    Configuration configured =
        read("defaults: {threads: 2, max-tokens: 9}", SAMPLE.formatted("http://localhost:8000/v1"));
    Map<String, String> environment = Map.of("HOME", "very secret");
    String text = new ConfigurationText(configured, environment).lines();
    String here = folder.resolve("assay.yaml").toString();
    assertThat(text.lines().map(line -> line.replaceAll(" {2,}", " | ").strip()))
        .containsExactly(
            "endpoint qwen | http://localhost:8000/v1#asked-model | " + here + ":2",
            "| api-key-env | HOME (set) | " + here + ":5",
            "| header | X-Team=PATH (not set) | " + here + ":6",
            "| api | completions | " + here + ":7",
            "threads | 2 | " + folder.resolve("config/assay/assay.yaml") + ":1",
            "max-tokens | 7 | " + here + ":9",
            "protocol | mmlu-pro/official-local-0shot | " + here + ":10");
    assertThat(text).doesNotContain("very secret");
    assertThat(new ConfigurationText(configured, environment).json())
        .contains("\"value\" : \"HOME\"", here + ":5")
        .doesNotContain("very secret");
    assertThat(assay(configured, "config").out()).contains("endpoint qwen", here + ":2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "defalts: {}| 1:1: unknown key \"defalts\"; a configuration has $schema, endpoints,"
            + " defaults; did you mean \"defaults\"?",
        "defaults: {thread: 2}| ; did you mean \"threads\"?",
        "defaults: {suite: x}| 1:12: unknown key \"suite\"",
        "defaults: {threads: many}| 1:12: Invalid value for option '--threads'",
        "defaults: {stream: 3}| 1:12: stream is true or false; found 3",
        "defaults: {threads: true}| 1:12: threads takes a value (N); found true",
        "defaults: {threads: [1, 2]}| 1:12: threads takes one value; found a list",
        "endpoints: {q: {url: http://h/v1}}| 1:13: endpoint q: model is missing",
        "endpoints: {q: {url: h, model: m}}| 1:13: endpoint q: --model h#m: an endpoint is written"
            + " http(s)://host/v1#model-name",
        "endpoints: {q: {urll: x}}| 1:17: unknown key \"urll\"; an endpoint has url, model,"
            + " headers, api,",
        "endpoints: {'a b': {}}| 1:13: endpoint \"a b\": a name has letters, digits, and - _ ."
            + " behind them",
        "[1]| 1:1: a configuration is one object; found a list"
      })
  void whatIsNotUnderstoodIsRefusedWithItsPlace(String text, String words) {
    assertThatThrownBy(() -> read("", text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(folder.resolve("assay.yaml") + ":")
        .hasMessageContaining(words.strip());
  }

  @Test
  void aKeyInPlaceOfItsVariableIsNotRepeated() {
    String key = "sk-live-1234";
    for (String text :
        List.of(
            "endpoints: {q: {url: 'http://h/v1', model: m, api-key-env: " + key + "}}",
            "endpoints: {q: {url: 'http://h/v1', model: m, headers: {X: " + key + "}}}",
            "endpoints: {q: {url: 'http://me:" + key + "@h/v1', model: m}}",
            "defaults: {api-key-env: " + key + "}")) {
      assertThatThrownBy(() -> read("", text))
          .isInstanceOf(UsageException.class)
          .hasMessageNotContaining(key)
          .hasMessageContaining("environment variable");
    }
  }

  @Test
  void filesAreWhereTheEnvironmentSays() {
    assertThat(ConfigurationFiles.of(Map.of("HOME", "/home/me"), Path.of("here")).files())
        .containsExactly(Path.of("/home/me/.config/assay/assay.yaml"), Path.of("here/assay.yaml"));
    assertThat(ConfigurationFiles.of(Map.of("ASSAY_CONFIG", "one.yaml"), Path.of("")).files())
        .containsExactly(Path.of("one.yaml"));
    assertThat(ConfigurationFiles.of(Map.of("ASSAY_CONFIG", "off"), Path.of("")).files()).isEmpty();
  }

  /// Otherwise: `./assay config --schema > docs/config/assay.schema.json`.
  @Test
  void theCommittedSchemaTakesTheCommittedExample() throws IOException {
    String schema = new ConfigurationSchema(Commands.CATALOG).text();
    Path docs = Path.of("../docs/config");
    assertThat(Files.readString(docs.resolve("assay.schema.json"))).isEqualTo(schema);
    String example = Files.readString(docs.resolve("assay.yaml"));
    assertThat(errors(schema, example)).isEmpty();
    assertThat(errors(schema, "defaults: {thread: 2}")).isNotEmpty();
    assertThat(read("", example).endpoints()).containsOnlyKeys("qwen", "claude");
  }

  private static List<com.networknt.schema.Error> errors(String schema, String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema, InputFormat.JSON)
        .validate(text, InputFormat.YAML);
  }
}
