package assay.scorers.code.sandbox.docker;

import assay.scorers.code.sandbox.protocol.Complaints;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A worker that is a container, spoken to over the engine's attach stream.
final class DockerChannel implements WorkerChannel {
  private final DockerClient client;
  private final String container;
  private final ContainerMemory memory;
  private final ByteQueue output = new ByteQueue();
  private final ByteQueue input = new ByteQueue();
  private final Complaints complaints = new Complaints();

  private DockerChannel(DockerClient client, String container, OomEvents events) {
    this.client = client;
    this.container = container;
    this.memory = new ContainerMemory(client, container, events);
  }

  /// Attaches to a created container and starts it.
  ///
  /// @param events of the engine
  static DockerChannel start(DockerClient client, String container, OomEvents events)
      throws IOException {
    DockerChannel channel = new DockerChannel(client, container, events);
    try {
      ResultCallback.Adapter<Frame> attached =
          DockerEngine.ask(
              () ->
                  client
                      .attachContainerCmd(container)
                      .withStdIn(channel.input.reader())
                      .withStdOut(true)
                      .withStdErr(true)
                      .withFollowStream(true)
                      .exec(channel.new Receiver()));
      attached.awaitStarted();
      DockerEngine.ask(() -> client.startContainerCmd(container).exec());
      return channel;
    } catch (IOException e) {
      channel.kill();
      throw e;
    } catch (InterruptedException e) {
      channel.kill();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while attaching to a container", e);
    }
  }

  @Override
  public InputStream fromWorker() {
    return output.reader();
  }

  @Override
  public OutputStream toWorker() {
    return input.writer();
  }

  @Override
  public String complaints() {
    return complaints.toString();
  }

  @Override
  public boolean ranOutOfMemory() {
    return memory.ranOut();
  }

  @Override
  public void kill() {
    input.end();
    output.end();
    try {
      DockerEngine.ask(
          () ->
              client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec());
    } catch (IOException gone) {
      complaints.add("(removing the container: " + gone.getMessage() + ")");
    }
  }

  /// Sorts the attach stream's frames into output and complaints.
  private final class Receiver extends ResultCallback.Adapter<Frame> {
    @Override
    public void onNext(Frame frame) {
      // The client reuses the array behind a frame for the next one.
      byte[] bytes = frame.getPayload().clone();
      if (frame.getStreamType() == StreamType.STDOUT) {
        output.add(bytes);
      } else {
        complaints.add(new String(bytes, StandardCharsets.UTF_8));
      }
    }

    @Override
    public void onError(Throwable error) {
      complaints.add(error.toString());
      output.end();
      super.onError(error);
    }

    @Override
    public void onComplete() {
      output.end();
      super.onComplete();
    }
  }
}
