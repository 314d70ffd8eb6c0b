package assay.scorers.code.sandbox.compile;

import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Program;
import java.time.Duration;

/// A correct program of each compiled language, which every working compiler accepts: what fails
/// with it is the sandbox's doing.
public final class ControlProgram {
  private static final String CPP =
      """
      #include <bits/stdc++.h>
      int main() {
        std::map<std::string, int> doubled;
        int n;
        std::cin >> n;
        doubled["n"] = 2 * n;
        std::cout << doubled["n"] << std::endl;
      }
      """;

  private static final String JAVA =
      """
      import java.util.*;
      public class Main {
        public static void main(String[] args) {
          Map<String, Integer> doubled = new HashMap<>();
          doubled.put("n", 2 * new Scanner(System.in).nextInt());
          System.out.println(doubled.get("n"));
        }
      }
      """;

  private static final String INPUT = "21\n";
  private static final String OUTPUT = "42\n";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int OUTPUT_BYTES = 1 << 16;
  private static final int PROCESSES = 64;

  private ControlProgram() {}

  public static String of(Language language) {
    return switch (language) {
      case PYTHON -> "print(2 * int(input()))";
      case CPP -> CPP;
      case JAVA -> JAVA;
    };
  }

  /// Returns the request to compile the program.
  static CompileRequest compileRequest(Language language, long memoryBytes) {
    return CompileRequest.of(language, of(language), memoryBytes).unhurried();
  }

  /// Returns the request to run the program.
  public static ExecutionRequest request(Program program, long memoryBytes) {
    return new ExecutionRequest(
        program,
        new ExecutionRequest.Script(INPUT),
        new ExecutionLimits(PATIENCE, memoryBytes, OUTPUT_BYTES, PROCESSES));
  }

  /// Returns whether the run of the program did what it has to.
  public static boolean succeeded(Execution execution) {
    return execution.ending().equals(new Ending.Exited(0)) && execution.stdout().equals(OUTPUT);
  }
}
