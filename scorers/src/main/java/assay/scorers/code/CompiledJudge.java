package assay.scorers.code;

import assay.results.Cause;
import assay.results.TestCase;
import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Judges programs of a compiled language: compiles them once inside the sandbox, under limits of
/// its own, and runs what was made as [RealJudge] does.
///
/// A program that the compiler refuses, or does not come to an end with, is wrong by the rule
/// `compile-error`; a sandbox whose compiler is missing or broken judges nothing.
///
/// @param sandbox where compiler and programs run
/// @param limits what a program may use for one test
/// @param language what programs are written in
record CompiledJudge(Sandbox sandbox, ExecutionLimits limits, Language language)
    implements ProgramJudge {
  private static final int SHOWN_CHARS = 600;

  @Override
  public CodeVerdict judge(String code, Optional<String> function, List<TestCase> tests) {
    if (tests.stream().anyMatch(test -> test.kind() != TestCase.Kind.STDIN)) {
      return unjudged(
          Cause.GRADER_FAULT,
          "%s programs are judged by standard input and output; this problem's tests call a Python function"
              .formatted(language.title()));
    }
    CompileRequest request = CompileRequest.of(language, code, limits.memoryBytes());
    try {
      Compilation compilation = sandbox.compile(request);
      boolean starved = starved(compilation, request);
      return verdict(
          starved ? sandbox.alone().compile(request.unhurried()) : compilation, tests, starved);
    } catch (SandboxKilled e) {
      return new CodeVerdict(
          new TestVerdict.Failed(TestVerdict.COMPILE_ERROR, "while compiled: " + e.getMessage()),
          OptionalInt.empty(),
          OptionalInt.empty(),
          List.of(),
          false);
    } catch (SandboxFault e) {
      return unjudged(Cause.SANDBOX_FAULT, e.getMessage());
    }
  }

  private CodeVerdict verdict(Compilation compilation, List<TestCase> tests, boolean suspect) {
    TestTime time = new TestTime(compilation.wallTime(), compilation.cpuTime());
    CodeVerdict verdict =
        switch (compilation) {
          case Compilation.Done done ->
              new RealRuns(sandbox, limits).judge(done.program(), Optional.empty(), tests);
          case Compilation.Refused refused ->
              new CodeVerdict(
                  new TestVerdict.Failed(TestVerdict.COMPILE_ERROR, reason(refused)),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  List.of(),
                  suspect);
        };
    return verdict.compiledIn(time, suspect);
  }

  private static boolean starved(Compilation compilation, CompileRequest request) {
    return compilation instanceof Compilation.Refused refused
        && refused.ending().equals(new Ending.LimitReached(Ending.Limit.TIME))
        && new TestTime(refused.wallTime(), refused.cpuTime()).starved(request.limits().wallTime());
  }

  private String reason(Compilation.Refused refused) {
    String messages = clipped(refused.messages().strip());
    return switch (refused.ending()) {
      case Ending.LimitReached(Ending.Limit limit) ->
          "the compiler reached its limit of %s%s"
              .formatted(
                  switch (limit) {
                    case TIME -> "time";
                    case MEMORY -> "memory";
                    case OUTPUT -> "messages";
                    case FILES -> "files";
                  },
                  messages.isEmpty() ? "" : ": " + messages);
      case Ending.Exited _ -> messages.isEmpty() ? "the compiler gave no reason" : messages;
      case Ending.Signalled(int signal) ->
          "the compiler was ended by signal %d: %s".formatted(signal, messages);
      case Ending.ModuleMissing _, Ending.Meddled _ -> messages;
    };
  }

  private static String clipped(String text) {
    int characters = text.codePointCount(0, text.length());
    return Printable.lines(
        characters <= SHOWN_CHARS
            ? text
            : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARS)) + "...");
  }

  private static CodeVerdict unjudged(Cause cause, String detail) {
    return new CodeVerdict(
        new TestVerdict.Unjudged(cause, detail),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        false);
  }
}
