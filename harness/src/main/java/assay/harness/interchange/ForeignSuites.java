package assay.harness.interchange;

import java.util.Locale;

/// Which suite another program's task is.
final class ForeignSuites {
  private ForeignSuites() {}

  /// Returns this program's name for the suite of a task, or the task's own.
  static String name(String task) {
    String plain = task.toLowerCase(Locale.ROOT).replaceFirst("^.*/", "").replace('-', '_');
    if (plain.startsWith("mmlu_pro")) {
      return "mmlu-pro";
    }
    return plain.contains("math500") || plain.contains("math_500") ? "math-500" : task;
  }
}
