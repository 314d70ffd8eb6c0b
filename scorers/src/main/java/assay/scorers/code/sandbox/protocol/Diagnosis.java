package assay.scorers.code.sandbox.protocol;

import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.Language;
import java.util.List;

/// Reads from a program's last words which limit it met, where the language has an error for it.
///
/// A program can write these words itself; it then has one failure for another.
final class Diagnosis {
  private static final int SIGABRT = 6;

  private Diagnosis() {}

  /// Names the errors of Python that stand for a limit or for a gap in the sandbox.
  static Execution ofPython(Execution ended, List<String> missingModules) {
    if (!(ended.ending() instanceof Ending.Exited(int status)) || status == 0) {
      return ended;
    }
    String error = ended.lastErrorLine();
    if (error.equals("MemoryError") || error.startsWith("MemoryError:")) {
      return outOfMemory(ended);
    }
    for (String module : missingModules) {
      if (error.equals("ModuleNotFoundError: No module named '" + module + "'")) {
        return ended.withEnding(new Ending.ModuleMissing(module));
      }
    }
    return ended;
  }

  /// Names the errors of compiled languages that stand for a limit.
  static Execution ofCompiled(Execution ended, Language language) {
    boolean memory =
        switch (language) {
          case CPP ->
              ended.ending().equals(new Ending.Signalled(SIGABRT))
                  && ended.stderrTail().contains("std::bad_alloc");
          case JAVA ->
              ended.ending() instanceof Ending.Exited(int status)
                  && status != 0
                  && (ended.stderrTail() + ended.stdout()).contains("java.lang.OutOfMemoryError");
          case PYTHON -> false;
        };
    return memory ? outOfMemory(ended) : ended;
  }

  private static Execution outOfMemory(Execution ended) {
    return ended.withEnding(new Ending.LimitReached(Ending.Limit.MEMORY));
  }
}
