package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.protocol.Exchange;
import assay.scorers.code.sandbox.protocol.Reply;
import assay.scorers.code.sandbox.protocol.Worker;
import assay.scorers.code.sandbox.protocol.WorkerLost;
import assay.scorers.code.sandbox.protocol.WorkerRequest;

/// One run of a program on a worker.
///
/// @param reply what the worker said
/// @param request what was asked
record RunOutcome(Reply reply, ExecutionRequest request) implements Exchange<Execution> {

  /// Runs the program.
  static RunOutcome of(Worker worker, ExecutionRequest request) throws WorkerLost {
    return new RunOutcome(worker.run(WorkerRequest.of(request)), request);
  }

  @Override
  public Execution result(Worker worker) {
    return switch (request.program()) {
      case Program.Python _ -> reply.execution(request.limits(), worker.missingModules());
      case Program.Compiled compiled -> reply.execution(request.limits(), compiled);
    };
  }
}
