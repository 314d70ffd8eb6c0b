package assay.harness.terminal;

import assay.engine.cache.CacheFullException;
import assay.engine.cache.EntryRangeException;
import assay.engine.decoding.NonFiniteLogitsException;
import assay.engine.format.MalformedModelException;
import assay.harness.divergence.MalformedLogitsException;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.RunFailedException;
import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import assay.reports.compare.IncomparableRunsException;
import assay.reports.gate.MalformedBaselineException;
import assay.results.divergence.MalformedDivergenceException;
import assay.results.speed.MalformedSpeedException;
import assay.results.store.MalformedRecordException;
import assay.results.store.RunDirectory;
import assay.results.store.RunLockedException;
import assay.results.store.StoreException;
import assay.tasks.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what a command threw into a message on standard error and an exit status.
///
/// Only a failed run's unknown cause and a fault of ours print a stack trace: for everything else
/// the message itself says what to do.
public final class ErrorHandling implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;

  /// Creates the handling that writes to a console.
  public ErrorHandling(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    ExitCode code = tell(e, ResumeLine.isOptionOf(command));
    if (code == ExitCode.RUN_FAILED && command.getCommand() instanceof Deciding) {
      // The gate's 1 means that the candidate is worse, which a failure does not say.
      code = ExitCode.NO_DECISION;
    }
    boolean failed = code == ExitCode.RUN_FAILED || code == ExitCode.NO_DECISION;
    boolean stopped = code == ExitCode.INTERRUPTED || (failed && ResumeLine.goesOn(command));
    if (stopped && storedSomething(command)) {
      console.err().println("continue  " + ResumeLine.of(parsed, command));
    }
    return code.status();
  }

  private static boolean storedSomething(CommandLine command) {
    return !(command.getCommand() instanceof Storing storing)
        || storing.stored().filter(RunDirectory::isRun).isPresent();
  }

  /// Prints what happened, and returns what that is.
  public ExitCode tell(Throwable e) {
    return tell(e, false);
  }

  private ExitCode tell(Throwable e, boolean resumable) {
    ExitCode code = classify(e);
    console.err().println("assay: " + message(e, resumable));
    if (code == ExitCode.BUG) {
      e.printStackTrace(console.err());
    }
    return code;
  }

  private static ExitCode classify(Throwable e) {
    return switch (e) {
      case UsageException usage -> ExitCode.USAGE;
      case FileAlreadyExistsException exists -> ExitCode.USAGE;
      case DataException data -> ExitCode.BAD_INPUT;
      case CacheFullException cache -> ExitCode.USAGE;
      case EntryRangeException entry -> ExitCode.USAGE;
      case MalformedModelException model -> ExitCode.BAD_INPUT;
      case NonFiniteLogitsException logits -> ExitCode.BAD_INPUT;
      case MalformedRecordException record -> ExitCode.BAD_INPUT;
      case MalformedBaselineException baseline -> ExitCode.BAD_INPUT;
      case MalformedDivergenceException divergence -> ExitCode.BAD_INPUT;
      case MalformedSpeedException speed -> ExitCode.BAD_INPUT;
      case MalformedLogitsException logits -> ExitCode.BAD_INPUT;
      case IncomparableRunsException runs -> ExitCode.BAD_INPUT;
      case NoSuchFileException missing -> ExitCode.BAD_INPUT;
      case RunFailedException run -> ExitCode.RUN_FAILED;
      case RunLockedException locked -> ExitCode.RUN_FAILED;
      case StoreException store -> ExitCode.RUN_FAILED;
      case IOException io -> ExitCode.RUN_FAILED;
      case UncheckedIOException io -> ExitCode.RUN_FAILED;
      case OutOfMemoryError memory -> ExitCode.RUN_FAILED;
      case InterruptedException interrupted -> ExitCode.INTERRUPTED;
      default -> ExitCode.BUG;
    };
  }

  private static String message(Throwable e, boolean resumable) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file";
      case FileAlreadyExistsException exists when RunDirectory.isRun(Path.of(exists.getFile())) ->
          "%s: holds a run already; %schoose another --out"
              .formatted(exists.getFile(), resumable ? "continue it with --resume, or " : "");
      case FileAlreadyExistsException exists ->
          "%s: is no folder, where one is to be made; choose another --out"
              .formatted(exists.getFile());
      case EntryRangeException entry -> entry.getMessage() + " (--kv-type f32)";
      case OutOfMemoryError memory ->
          "memory ran out (%s). Give Java more, as ASSAY_JAVA_OPTS=-Xmx8g"
              .formatted(memory.getMessage());
      case Error fault -> fault.toString();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }

  /// A word that nothing takes comes before what is missing: it may be just that, misspelt.
  private static String message(ParameterException e, CommandLine command) {
    List<String> unmatched = command.getUnmatchedArguments();
    if (e instanceof MissingParameterException && !unmatched.isEmpty()) {
      String word = unmatched.getFirst();
      return "Unknown %s: '%s'%s"
          .formatted(word.startsWith("-") ? "option" : "argument", word, meant(word, command));
    }
    return e instanceof UnmatchedArgumentException unknown
        ? e.getMessage() + meant(unknown.getUnmatched().getFirst(), command)
        : e.getMessage();
  }

  private static String meant(String word, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    return word.startsWith("-")
        ? Similar.hint(word.replaceFirst("=.*", ""), spec.optionsMap().keySet())
        : Similar.hint(word, spec.subcommands().keySet());
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    console.err().println("assay: " + message(e, command));
    console.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.status();
  }
}
