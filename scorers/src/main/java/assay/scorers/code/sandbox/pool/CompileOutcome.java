package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.compile.Workbench;
import assay.scorers.code.sandbox.protocol.Exchange;
import assay.scorers.code.sandbox.protocol.Reply;
import assay.scorers.code.sandbox.protocol.Worker;
import assay.scorers.code.sandbox.protocol.WorkerLost;
import assay.scorers.code.sandbox.protocol.WorkerRequest;

/// One run of a compiler on a worker.
///
/// @param reply what the worker said
/// @param request what was asked
/// @param entry the class by which the program will be started, or empty
record CompileOutcome(Reply reply, CompileRequest request, String entry)
    implements Exchange<Compilation> {

  /// Runs the compiler.
  static CompileOutcome of(Worker worker, CompileRequest request, Workbench.NamedSource source)
      throws WorkerLost {
    return new CompileOutcome(
        worker.run(WorkerRequest.of(request, source.file())), request, source.entry());
  }

  @Override
  public Compilation result(Worker worker) {
    Execution ended = reply.plain(request.limits());
    return ended.ending().equals(new Ending.Exited(0))
        ? new Compilation.Done(
            new Program.Compiled(request.language(), entry, ended.returned()),
            ended.wallTime(),
            ended.cpuTime())
        : new Compilation.Refused(
            ended.ending(), ended.stdout(), ended.wallTime(), ended.cpuTime());
  }
}
