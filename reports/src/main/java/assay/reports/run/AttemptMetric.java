package assay.reports.run;

/// What is made of `k` attempts at a sample. Each is the mean over all subsets of `k` of the
/// sample's measured attempts.
public enum AttemptMetric {
  /// At least one of them is right ([PassAtK]).
  PASS("pass"),

  /// The share of them that is right, which is the same for every `k`: DeepSeek-R1 (arXiv
  /// 2501.12948) calls it pass@1 over `k` responses, others avg@k or mean@k.
  AVG("avg"),

  /// Their most frequent answer is right, where answers are the same if their extracted texts are:
  /// maj1@k of A. Lewkowycz et al., "Solving Quantitative Reasoning Problems with Language Models"
  /// (arXiv 2206.14858), section 2.3.
  MAJ("maj"),

  /// Their most frequent answer is right, where answers are the same if the scorer calls them
  /// equal, as `1/2` and `0.5`: the consensus (cons@64) of DeepSeek-R1, which is a majority vote
  /// over answers and leaves open when two of them are the same.
  CONS("cons");

  private final String word;

  AttemptMetric(String word) {
    this.word = word;
  }

  /// Returns the metric's name with its `k`, such as `maj@8`.
  public String at(int k) {
    return word + "@" + k;
  }
}
