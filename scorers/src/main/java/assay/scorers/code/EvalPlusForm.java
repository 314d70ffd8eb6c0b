package assay.scorers.code;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.ReasoningMarkers;
import assay.results.Sample;
import assay.results.TestCase;
import assay.scorers.code.ProgramSearch.Finding;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import java.util.Arrays;
import java.util.List;

/// What EvalPlus makes of a completion before it judges it.
///
/// Source: `evalplus/codegen.py`, `evalplus/provider/vllm.py` and `evalplus/evaluate.py` of
/// evalplus/evalplus at 26d6d00.
public enum EvalPlusForm {
  /// What a chat model writes is the solution, and is sanitized ([EvalPlusSanitizer]).
  CHAT(""),

  /// The same where EvalPlus runs the chat model itself, and begins its answer: tabs become four
  /// spaces first.
  PREFILLED("+prefilled"),

  /// What a base model writes continues the problem's text; both together are sanitized. Tabs
  /// become four spaces first.
  CONTINUED("+continued"),

  /// The text is a program already and is judged as it is, as EvalPlus does with a file of
  /// solutions.
  PROGRAM(CodeScorer.WHOLE);

  private static final String SPACES = "    ";

  private final String suffix;

  EvalPlusForm(String suffix) {
    this.suffix = suffix;
  }

  /// Returns what a scorer's name ends with that reads completions so.
  public String suffix() {
    return suffix;
  }

  /// Returns the form of that suffix.
  ///
  /// @throws IllegalArgumentException if there is none
  public static EvalPlusForm ofSuffix(String suffix) {
    return Arrays.stream(values())
        .filter(form -> form.suffix.equals(suffix))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no form of EvalPlus' is " + suffix));
  }

  /// Returns the search for what EvalPlus would judge.
  ///
  /// @param sandbox where completions are parsed
  /// @param limits what programs may use there
  ProgramSearch search(Sandbox sandbox, ExecutionLimits limits) {
    EvalPlusSanitizer sanitizer = EvalPlusSanitizer.patient(sandbox, limits);
    return (problem, completion) -> {
      String text = content(completion);
      return switch (this) {
        case CHAT -> sanitized(sanitizer, problem, text);
        case PREFILLED -> sanitized(sanitizer, problem, text.replace("\t", SPACES));
        case CONTINUED ->
            sanitized(sanitizer, problem, beginning(problem) + text.replace("\t", SPACES));
        case PROGRAM -> new Finding.Program(new ExtractedProgram(text, ""));
      };
    };
  }

  private static Finding sanitized(
      EvalPlusSanitizer sanitizer, Sample.Programming problem, String solution) {
    return solution.isBlank()
        ? new Finding.Nothing(Finding.NO_PROGRAM)
        : sanitizer.sanitize(solution, problem.functionName().orElse(""));
  }

  /// Returns what a server calls the message's content, which is all that EvalPlus sees: thoughts
  /// within the text belong to it, those that came apart from it do not.
  private static String content(Completion completion) {
    String text = completion.text();
    List<Reasoning.Span> spans = completion.reasoning().spans();
    if (spans.isEmpty() || spans.getFirst().start() > 0) {
      return text;
    }
    String thoughts = text.substring(0, spans.getFirst().end());
    boolean marked =
        Arrays.stream(ReasoningMarkers.values())
            .anyMatch(
                markers ->
                    thoughts.startsWith(markers.opening()) || thoughts.endsWith(markers.closing()));
    return marked ? text : text.substring(thoughts.length());
  }

  private static String beginning(Sample.Programming problem) {
    return problem.tests().cases().stream().findFirst().map(TestCase::input).orElse("");
  }
}
