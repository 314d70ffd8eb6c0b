package assay.scorers.code;

import assay.results.Cause;
import assay.scorers.code.ProgramSearch.Finding;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Takes the program out of a completion as EvalPlus' sanitizer does: of the longest run of lines
/// that Python can read, the imports and all that the function refers to (`sanitize.py` says how).
///
/// Source: `evalplus/sanitize.py` of evalplus/evalplus at 26d6d00, which is release 0.3.1 (the same
/// texts give the same programs) but for terminal escapes, which it removes first.
///
/// Python's own parser reads the text, so this happens in the sandbox: in a process of its own,
/// which ends before any of the program is run, so that what is judged was cut out by nobody else.
/// Which lines are Python depends on the version of the sandbox's, as with EvalPlus.
///
/// EvalPlus reads the run with tree-sitter's error-tolerant grammar, which here would be native
/// code that parses hostile texts within this process. It differs where that grammar takes Python
/// for something else. Known, and shown by a test each:
/// - No two lines are Python, and the first alone is not either: EvalPlus may cut an import or an
///   assignment out of it (3 of 30,893 such lines of recorded completions). Here it is the line.
/// - A line in brackets is indented less than its block, behind a dot, an operator or the opening
///   bracket of a subscript.
/// - A carriage return without a line feed ends a line for Python only.
/// - The search for a return statement ends early in functions of many bare `yield`, or `with` over
///   plain names (EvalPlus miscounts the depth); such a function is left out there.
/// - A text for which EvalPlus ends with an error: half of a surrogate pair, expressions nested a
///   thousand deep. Here such lines are no Python, or the program is what it would be.
///
/// In 172,000 definitions of Python's standard library and of published packages there were none
/// but one of the second kind.
///
/// @param sandbox where texts are parsed
/// @param limits what that may use
record EvalPlusSanitizer(Sandbox sandbox, ExecutionLimits limits) {
  /// EvalPlus has no limit. A thousand lines take less than a second, unless they are made to take
  /// longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String SOURCE = source();
  private static final String STRANGE = "it did not answer as agreed";

  /// Halves of surrogate pairs cross as escapes only.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /// Returns the sanitizer with a minute for each text.
  ///
  /// @param limits what programs may use otherwise
  static EvalPlusSanitizer patient(Sandbox sandbox, ExecutionLimits limits) {
    return new EvalPlusSanitizer(sandbox, limits.withWallTime(PATIENCE));
  }

  private static String source() {
    try (InputStream text = EvalPlusSanitizer.class.getResourceAsStream("evalplus/sanitize.py")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("evalplus/sanitize.py is missing from the program", e);
    }
  }

  /// Returns the program, or why it is not known.
  ///
  /// @param text all of the solution, as EvalPlus has it
  /// @param function the function that is to be called
  Finding sanitize(String text, String function) {
    ExecutionRequest request = request(text, function);
    try {
      Execution execution = sandbox.run(request);
      boolean starved =
          new TestTime(execution.wallTime(), execution.cpuTime()).starved(limits.wallTime())
              && execution.ending().equals(new Ending.LimitReached(Ending.Limit.TIME));
      return finding(starved ? sandbox.alone().run(request) : execution);
    } catch (SandboxKilled e) {
      return failed("ended the sandbox: " + e.getMessage());
    } catch (SandboxFault e) {
      return new Finding.Undecided(Cause.SANDBOX_FAULT, e.getMessage());
    }
  }

  private ExecutionRequest request(String text, String function) {
    try {
      String stdin = JSON.writeValueAsString(Map.of("text", text, "function", function));
      return new ExecutionRequest(SOURCE, new ExecutionRequest.Script(stdin), limits);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a text that cannot be written as JSON", e);
    }
  }

  private Finding finding(Execution execution) {
    return switch (execution.ending()) {
      case Ending.Exited(int status) when status == 0 -> program(execution);
      case Ending.Exited _ -> failed(Printable.line(execution.lastErrorLine()));
      case Ending.LimitReached(Ending.Limit limit) ->
          failed(
              switch (limit) {
                case TIME ->
                    "no end after %d s; EvalPlus itself sets no limit"
                        .formatted(limits.wallTime().toSeconds());
                case MEMORY -> "needs more than %d MiB".formatted(limits.memoryBytes() >> 20);
                case OUTPUT -> "writes more than %d bytes".formatted(limits.outputBytes());
                case FILES -> TestVerdict.TOO_MANY_FILES;
              });
      case Ending.Signalled(int signal) -> failed("ended by signal " + signal);
      case Ending.ModuleMissing(String module) -> failed("no module " + module);
      case Ending.Meddled _ -> failed(STRANGE);
    };
  }

  private static Finding program(Execution execution) {
    try {
      JsonNode program = JSON.readTree(execution.stdout()).path("program");
      return program.isTextual()
          ? new Finding.Program(new ExtractedProgram(program.textValue(), ""))
          : failed(STRANGE);
    } catch (JsonProcessingException e) {
      return failed(STRANGE);
    }
  }

  private static Finding failed(String how) {
    return new Finding.Undecided(Cause.GRADER_FAULT, "EvalPlus' sanitizer: " + how);
  }
}
