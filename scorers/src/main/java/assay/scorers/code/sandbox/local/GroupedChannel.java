package assay.scorers.code.sandbox.local;

import assay.scorers.code.sandbox.limits.ControlGroup;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import java.io.InputStream;
import java.io.OutputStream;

/// A worker inside a control group, which goes with it.
record GroupedChannel(WorkerChannel inner, ControlGroup group) implements WorkerChannel {
  @Override
  public InputStream fromWorker() {
    return inner.fromWorker();
  }

  @Override
  public OutputStream toWorker() {
    return inner.toWorker();
  }

  @Override
  public String complaints() {
    return inner.complaints();
  }

  @Override
  public boolean ranOutOfMemory() {
    return group.ranOutOfMemory();
  }

  @Override
  public void kill() {
    inner.kill();
    group.remove();
  }
}
