package assay.harness.help;

import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/// What options are about, in the order in which a command's help shows them.
public enum OptionGroup {
  /// Those of one command alone.
  OWN("Options", ""),
  /// Suite, data, rules and which samples.
  TASK("What to run", ""),
  /// Which model, and what is kept of its answers.
  MODEL("Model", "(?:Recorded|Recordings|Model as candidate): "),
  /// How the bundled engine computes.
  ENGINE("Engine", "Engine: "),
  /// How a server is called, and what it costs.
  ENDPOINT("Endpoint", "Endpoint[:,] "),
  /// How texts are generated.
  SAMPLING("Sampling", ""),
  /// How prompts are lengthened.
  PADDING("Padding", ""),
  /// Where programs run that a model wrote.
  SANDBOX("Sandbox", ""),
  /// A cluster's queue.
  SLURM("Slurm", "Slurm: "),
  /// A cluster of containers.
  KUBERNETES("Kubernetes", "Kubernetes: "),
  /// What is written and printed.
  OUTPUT("Output", "");

  private final String heading;

  /// A pattern of what the heading says already.
  private final String said;

  OptionGroup(String heading, String said) {
    this.heading = heading;
    this.said = said;
  }

  /// Returns the words above the group.
  public String heading() {
    return heading;
  }

  /// Returns the group of an option: that of its field, else that of the class which declares it.
  /// Help, version and `--quiet`, which all commands have, are output.
  public static OptionGroup of(OptionSpec option) {
    if (!(option.userObject() instanceof Field field)) {
      return OUTPUT;
    }
    return Optional.ofNullable(field.getAnnotation(InGroup.class))
        .or(() -> Optional.ofNullable(field.getDeclaringClass().getAnnotation(InGroup.class)))
        .map(InGroup::value)
        .orElse(field.getDeclaringClass().getName().startsWith("picocli.") ? OUTPUT : OWN);
  }

  /// Returns a description without the words that the heading says already.
  String shortened(String description) {
    String rest = description.replaceFirst("^" + said, "");
    return rest.length() == description.length() ? description : capital(rest);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
