package assay.harness.command.sandbox;

import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.backend.BackendFinding;
import assay.scorers.code.sandbox.backend.Check;
import assay.scorers.code.sandbox.backend.LanguageFinding;
import assay.scorers.code.sandbox.selection.SandboxSelector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows which backends this machine has, what each enforces, and why others are refused.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Tries every way to isolate programs on this machine and shows what each one enforces.",
      "",
      "Each check is a program that tries to break out; a backend is used only if it contains all"
          + " of them.",
      "Languages are tried with a program that is compiled and run inside.",
      "The first usable one, in the order shown, is what --sandbox auto takes. Ends with status 1"
          + " if none is usable."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay sandbox doctor",
      "  assay sandbox doctor --json",
      "      one object: chosen, and backends with name, usable, reason, remedy,",
      "      checks and languages"
    })
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "The container image, by name or digest (default: what a run would use).")
  private String image;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SandboxOptions options =
        SandboxOptions.forLimits(ExecutionLimits.liveCodeBench()).withWorkers(1);
    List<BackendFinding> findings =
        new SandboxSelector(image == null ? options : options.withImage(image)).examine();
    Optional<BackendFinding> chosen = findings.stream().filter(BackendFinding::usable).findFirst();
    console.out().print(json ? json(findings, chosen) : table(findings, chosen));
    return chosen.isPresent() ? ExitCode.OK.status() : ExitCode.RUN_FAILED.status();
  }

  private static String json(List<BackendFinding> findings, Optional<BackendFinding> chosen) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("chosen", chosen.map(BackendFinding::name).orElse(null));
    ArrayNode backends = node.putArray("backends");
    for (BackendFinding finding : findings) {
      ObjectNode backend = backends.addObject();
      backend.put("name", finding.name()).put("usable", finding.usable());
      backend.put("reason", finding.reason()).put("remedy", finding.remedy());
      ArrayNode checks = backend.putArray("checks");
      for (Check check : finding.checks()) {
        checks
            .addObject()
            .put("name", check.name())
            .put("contained", check.contained())
            .put("detail", check.detail());
      }
      ArrayNode languages = backend.putArray("languages");
      for (LanguageFinding language : finding.languages()) {
        languages
            .addObject()
            .put("name", language.language().label())
            .put("runs", language.runs())
            .put("detail", language.detail());
      }
    }
    return node + "\n";
  }

  private static String table(List<BackendFinding> findings, Optional<BackendFinding> chosen) {
    StringBuilder text = new StringBuilder();
    for (BackendFinding finding : findings) {
      text.append(finding.usable() ? "usable   " : "refused  ").append(finding.name()).append('\n');
      for (Check check : finding.checks()) {
        text.append(
            String.format(
                Locale.ROOT,
                "           %-28s %s%n",
                check.name(),
                check.contained() ? "contained" : "NOT CONTAINED: " + check.detail()));
      }
      for (LanguageFinding language : finding.languages()) {
        text.append(
            String.format(
                Locale.ROOT,
                "           %-28s %s%s%n",
                language.language().title() + " programs",
                language.runs() ? "run" : "NOT RUN: ",
                language.runs() && !language.detail().isEmpty()
                    ? ", " + language.detail()
                    : language.detail()));
      }
      if (finding.checks().isEmpty()) {
        text.append("           ").append(finding.reason()).append('\n');
      }
      if (!finding.remedy().isEmpty()) {
        text.append("           to do: ").append(finding.remedy()).append('\n');
      }
    }
    return text.append(
            chosen.isPresent()
                ? "programs would run in: " + chosen.get().name()
                : "no sandbox: programs would not be run, their samples not measured")
        .append('\n')
        .toString();
  }
}
