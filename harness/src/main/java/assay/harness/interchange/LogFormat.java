package assay.harness.interchange;

import assay.tasks.benchmarks.Benchmarks;
import java.nio.file.Path;

/// The formats of logs, by the names that scripts use.
public enum LogFormat {
  MMLU_PRO_OFFICIAL("mmlu-pro-official"),
  LM_EVAL("lm-eval"),
  INSPECT("inspect"),
  LCB("lcb"),
  HELM("helm"),
  EVALSCOPE("evalscope"),
  NEMO_SKILLS("nemo-skills");

  private final String label;

  LogFormat(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }

  /// Opens a log; with scorers of this program every completion is wanted.
  public ForeignLog open(Path file, boolean rescored, Benchmarks benchmarks) {
    return switch (this) {
      case MMLU_PRO_OFFICIAL -> new MmluProOutputs(file);
      case LM_EVAL -> new LmEvalSamples(file, rescored, benchmarks);
      case INSPECT -> new InspectLog(file);
      case LCB -> new LiveCodeBenchResults(file);
      case HELM -> new HelmRun(file);
      case EVALSCOPE -> new EvalscopeReviews(file);
      case NEMO_SKILLS -> new NemoSkillsOutputs(file);
    };
  }
}
