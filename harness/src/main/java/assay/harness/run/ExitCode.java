package assay.harness.run;

/// What the program's exit status means. Scripts rely on these numbers.
public enum ExitCode {
  /// The command did what it was asked to.
  OK(0, "done"),
  /// The run could not be finished; what was measured is stored, `--resume` continues.
  RUN_FAILED(1, "the run failed; continue with --resume"),
  /// Unknown command, option or value.
  USAGE(2, "wrong usage"),
  /// A data, model, record or template file cannot be used.
  BAD_INPUT(3, "wrong data or model file"),
  /// Some samples were not measured, and `--fail-on-unmeasured` was given.
  UNMEASURED(4, "samples were not measured and --fail-on-unmeasured was given"),
  /// The gate could not be asked, so that neither 0 nor 1 would be true.
  NO_DECISION(
      5, "regress: the candidate's run failed, so nothing was decided; continue it with --resume"),
  /// At least one variant of a sweep could not be run; the others are stored.
  VARIANTS_FAILED(6, "sweep: a variant failed; the others are done, the same command continues"),
  /// A fault of this program.
  BUG(70, "a fault of this program; please report it"),
  /// Ctrl-C (SIGINT) or SIGTERM; what could be finished within five seconds is stored.
  INTERRUPTED(
      130, "interrupted by Ctrl-C or SIGTERM; what was finished is stored, --resume continues");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /// Returns the process's exit status.
  public int status() {
    return status;
  }

  /// Returns the words that `--help` shows.
  public String meaning() {
    return meaning;
  }
}
