package assay.scorers.code.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import assay.scorers.code.sandbox.TestSandboxes;
import assay.scorers.code.sandbox.backend.BackendRefused;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ulimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Containers of 64 MB on a real engine; skipped where none has the tests' image.
final class ContainerMemoryTest {
  private static final String GROW = "x = b'1' * (200 << 20)";

  private DockerEngine engine;
  private OomEvents events;
  private final List<String> made = new ArrayList<>();

  @BeforeEach
  void connect() throws BackendRefused {
    engine =
        TestSandboxes.engineWithImage()
            .orElseGet(() -> abort("no container engine has the tests' image"));
    events = OomEvents.of(engine.client());
  }

  @AfterEach
  void remove() {
    if (engine != null) {
      made.forEach(each -> engine.client().removeContainerCmd(each).withForce(true).exec());
      events.close();
      engine.close();
    }
  }

  private String started(String program) {
    DockerClient client = engine.client();
    String container =
        client
            .createContainerCmd(TestSandboxes.TEST_IMAGE)
            .withCmd("python3", "-c", program)
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withNetworkMode("none")
                    .withMemory(64L << 20)
                    .withMemorySwap(64L << 20)
                    .withUlimits(
                        new Ulimit[] {
                          new Ulimit("nofile", 1024L, 1024L), new Ulimit("nproc", 96L, 96L)
                        }))
            .exec()
            .getId();
    made.add(container);
    client.startContainerCmd(container).exec();
    return container;
  }

  private ContainerMemory memory(String container) {
    return new ContainerMemory(engine.client(), container, events);
  }

  /// The engine's event says so too, for engines whose control groups are not to be seen.
  @Test
  void aProgramThatDiesForMemoryInALivingContainerIsSeen() {
    String container =
        started(
            """
            import os, time
            if os.fork() == 0:
                %s
                os._exit(0)
            os.wait()
            time.sleep(60)
            """
                .formatted(GROW));
    assertThat(events.of(container, Duration.ofSeconds(20))).isTrue();
    assertThat(memory(container).ranOut()).isTrue();
    assertThat(new ContainerMemory(engine.client(), container, deaf()).ranOut())
        .as("by the control group alone, which is on this machine")
        .isTrue();
  }

  @Test
  void aContainerThatDiedForMemoryIsSeen() {
    String container = started(GROW);
    awaitDeath(container);
    assertThat(new ContainerMemory(engine.client(), container, deaf()).ranOut())
        .as("by OOMKilled and status 137 alone")
        .isTrue();
    engine.client().removeContainerCmd(container).withForce(true).exec();
    made.remove(container);
    assertThat(memory(container).ranOut()).as("by the event, as it is removed").isTrue();
  }

  @Test
  void aContainerThatSomebodyKilledDidNotRunOutOfMemory() {
    String container = started("import time; time.sleep(60)");
    assertThat(memory(container).ranOut()).isFalse();
    engine.client().killContainerCmd(container).exec();
    awaitDeath(container);
    assertThat(memory(container).ranOut()).isFalse();
  }

  private void awaitDeath(String container) {
    engine.client().waitContainerCmd(container).start().awaitStatusCode();
  }

  /// Returns the events of an engine that says nothing.
  private OomEvents deaf() {
    OomEvents closed = OomEvents.of(engine.client());
    closed.close();
    return closed;
  }
}
