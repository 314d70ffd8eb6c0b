package assay.harness.plan;

import assay.engine.lint.Finding;
import assay.reports.text.VisibleText;
import java.util.Locale;

/// Something about model, prompts or settings that a user should know before paying for answers.
///
/// @param rule a short name that stays the same
/// @param level `error`, `warning` or `note`
/// @param message what was found, and what follows from it
public record PlanFinding(String rule, String level, String message) {
  static PlanFinding of(Finding finding) {
    return new PlanFinding(
        finding.rule().label(), finding.level().name().toLowerCase(Locale.ROOT), finding.message());
  }

  static PlanFinding warning(String rule, String message) {
    return new PlanFinding(rule, "warning", message);
  }

  static PlanFinding note(String rule, String message) {
    return new PlanFinding(rule, "note", message);
  }

  /// Returns it as a line of a run's remarks.
  public String words() {
    return "%-9s %s: %s".formatted(level, rule, VisibleText.oneLine(message));
  }

  /// Returns whether it is more than worth knowing.
  public boolean serious() {
    return !level.equals("note");
  }
}
