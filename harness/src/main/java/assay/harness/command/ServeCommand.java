package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.endpoint.Secret;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.hub.ModelName;
import assay.harness.model.EngineModel;
import assay.harness.options.EngineFlags;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.harness.serve.ApiServer;
import assay.harness.serve.ServeOptions;
import assay.harness.serve.http.HttpLimits;
import assay.harness.serve.work.ServedModel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Serves models of the bundled engine to clients of OpenAI's interface.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves models of the bundled engine over HTTP, as OpenAI's API does: /v1/models,"
          + " /v1/completions, /v1/chat/completions, and /tokenize, /detokenize, /health and"
          + " /metrics (Prometheus).",
      "All clients' sequences are computed together, what prompts begin with once. A text is that"
          + " of `assay run` on the same file, alone or under load. Clients (address, program, key"
          + " and `user` of a request) take turns. One that goes away is given up at once. Ctrl-C"
          + " or SIGTERM ends it: what is under way is finished within --grace."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay serve --model qwen2.5-0.5b-q8_0.gguf",
      "  assay serve --model a.gguf --port 8000 \\",
      "        --model hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF:q8_0",
      "  assay serve --model m.gguf --sequences 64 --kv-memory 4096 --context 8192",
      "  SERVE_KEY=... assay serve --model m.gguf --host 0.0.0.0 \\",
      "        --api-key-env SERVE_KEY",
      "",
      "Ask it:",
      "",
      "  curl http://127.0.0.1:8080/v1/completions \\",
      "        -d '{\"model\": \"m\", \"prompt\": \"Hi\", \"max_tokens\": 64}'",
      "  lm_eval --model local-completions --tasks arc_easy --model_args \\",
      "        model=m,base_url=http://127.0.0.1:8080/v1/completions",
      "",
      "Prints the address once it serves. Thoughts come apart from the answer, as",
      "reasoning_content. Known beside OpenAI's fields: top_k, min_p, typical_p,",
      "repetition_penalty, ignore_eos, parse_special and chat_template_kwargs.",
      "Refused by name: best_of, suffix, response_format other than text, and",
      "tool_choice other than auto and none."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  private final Console console;
  private final Catalog catalog;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description =
          "A GGUF file, a checkpoint folder, hf:ORGANISATION/NAME[:QUANTIZATION] or ollama:NAME;"
              + " may be repeated. Clients name it by its file or folder, without .gguf.")
  private List<String> models = List.of();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port to listen on; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (default: ${DEFAULT-VALUE}, this machine alone).")
  private String host;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description =
          "The environment variable that holds the key which clients have to send (default: none"
              + " is wanted).")
  private String keyVariable;

  @Option(
      names = "--cors",
      paramLabel = "ORIGIN",
      description =
          "A site whose pages may ask, as https://example.com; * for all. May be repeated.")
  private List<String> origins = List.of();

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "1024",
      description =
          "Prompts of one client that may wait, of all together eight times as many; more are"
              + " refused with 429 and Retry-After (default: ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--max-body",
      paramLabel = "MIB",
      defaultValue = "16",
      description = "The longest request in MiB (default: ${DEFAULT-VALUE}).")
  private int bodyMebibytes;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "2048",
      description = "Connections that may be open (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long what is under way may take at the end (default: ${DEFAULT-VALUE}).")
  private int graceSeconds;

  @InGroup(OptionGroup.ENGINE)
  @Option(
      names = "--sequences",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Engine: most sequences of a model computed at once (default: ${DEFAULT-VALUE}).")
  private int sequences;

  @Mixin private EngineFlags engine;

  ServeCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServeOptions options = options();
    try (ApiServer server = start(options)) {
      endWithSuccess(server);
      console.out().println("serving: " + server.address());
      console.out().flush();
      if (!options.host().isLoopbackAddress() && options.key().isEmpty()) {
        console.remark("anybody who reaches this machine may ask: --api-key-env wants a key");
      }
      console.remark("Ctrl-C ends it");
      new CountDownLatch(1).await();
    }
    return ExitCode.OK.status();
  }

  private ServeOptions options() {
    inRange("--port", port, 0, HIGHEST_PORT);
    inRange("--queue", queue, 1, Integer.MAX_VALUE);
    inRange("--max-body", bodyMebibytes, 1, 1024);
    inRange("--max-connections", connections, 1, 1_000_000);
    inRange("--grace", graceSeconds, 0, Integer.MAX_VALUE);
    HttpLimits limits = HttpLimits.STANDARD.bodies(bodyMebibytes << 20).connections(connections);
    return new ServeOptions(address(), port, key(), Set.copyOf(origins), limits);
  }

  private static void inRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageException(
          "%s: expected %d to %d, found %d".formatted(option, least, most, value));
    }
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UsageException("--host %s: no address of this machine".formatted(host));
    }
  }

  private Optional<Secret> key() {
    if (keyVariable == null) {
      return Optional.empty();
    }
    String value = System.getenv(keyVariable);
    if (value == null || value.isBlank()) {
      throw new UsageException(
          "--api-key-env %s: the environment variable is not set".formatted(keyVariable));
    }
    return Optional.of(new Secret(value.strip()));
  }

  private ApiServer start(ServeOptions options) throws IOException {
    List<ServedModel> opened = new ArrayList<>();
    boolean started = false;
    try {
      for (Map.Entry<String, Path> each : files().entrySet()) {
        EngineModel model =
            EngineModel.open(
                each.getValue(), engine.options().running(EngineFlags.sequences(sequences)));
        opened.add(new ServedModel(each.getKey(), model, queue));
        console.remark("model: " + each.getKey());
      }
      ApiServer server = ApiServer.start(options, opened, console.err()::println);
      started = true;
      return server;
    } catch (BindException e) {
      throw new UsageException(
          "--port %d: another program has it, or --host is none of this machine's".formatted(port));
    } finally {
      if (!started) {
        opened.forEach(ServedModel::close);
      }
    }
  }

  /// Returns the models by the names that clients use.
  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String model : models) {
      Path path =
          ModelName.isOne(model) ? catalog.hub().model(ModelName.parse(model)) : Path.of(model);
      if (files.putIfAbsent(id(model), path) != null) {
        throw new UsageException(
            "--model %s: two models would be named %s; rename a file".formatted(model, id(model)));
      }
    }
    return files;
  }

  private static String id(String model) {
    if (ModelName.isOne(model)) {
      return model.substring(model.indexOf(':') + 1);
    }
    return String.valueOf(Path.of(model).toAbsolutePath().normalize().getFileName())
        .replaceFirst("\\.gguf$", "");
  }

  /// Ending by a signal is how this command is meant to end; see [ViewCommand].
  private void endWithSuccess(ApiServer server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  console.remark("stopping: what is under way is finished within --grace");
                  ApiServer.Summary done = server.stop(Duration.ofSeconds(graceSeconds));
                  console.remark(done.words());
                  console.out().flush();
                  Runtime.getRuntime().halt(ExitCode.OK.status());
                },
                "end-of-serve"));
  }
}
