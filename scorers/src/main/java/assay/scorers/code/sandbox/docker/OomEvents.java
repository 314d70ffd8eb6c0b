package assay.scorers.code.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// The containers of which an engine said that they ran out of the memory that they may have, from
/// its stream of events. It tells so of a container that lives on, whose `OOMKilled` is false, and
/// of one that is removed the moment it dies. Threads may ask side by side; who opened it closes
/// it.
///
/// Seen of Docker 20.10: an event `oom` a kill, in under a tenth of a second. An engine that has no
/// such events, or whose stream breaks off, tells nothing.
final class OomEvents implements AutoCloseable {
  private final Set<String> containers = new HashSet<>();
  private final ResultCallback.Adapter<Event> stream = new Receiver();

  private OomEvents() {}

  /// Listens to an engine.
  static OomEvents of(DockerClient client) {
    OomEvents events = new OomEvents();
    try {
      DockerEngine.ask(() -> client.eventsCmd().withEventFilter("oom").exec(events.stream));
    } catch (IOException e) {
      events.close();
    }
    return events;
  }

  /// Returns whether a container ran out of memory, waiting a little for the event.
  synchronized boolean of(String container, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toMillis();
          left > 0 && !containers.contains(container);
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return containers.contains(container);
  }

  private synchronized void add(String container) {
    containers.add(container);
    notifyAll();
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // The stream is not read again.
    }
  }

  private final class Receiver extends ResultCallback.Adapter<Event> {
    @Override
    public void onNext(Event event) {
      EventActor actor = event.getActor();
      if (actor != null && actor.getId() != null) {
        add(actor.getId());
      }
    }

    @Override
    public void onError(Throwable error) {
      // Without events the loss of two workers tells the same, later.
    }
  }
}
