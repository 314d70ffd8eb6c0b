package assay.scorers.code.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Tries every attack in a sandbox and says how each ended.
public final class AttackTable {
  private AttackTable() {}

  /// Returns an outcome for each attack: `contained` or `NOT CONTAINED`, with how it ended.
  public static Map<String, String> outcomes(Sandbox sandbox) throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    Path folder = Files.createTempDirectory("assay-attacks");
    Path secret = Files.writeString(folder.resolve("expected.json"), "the expected output");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String input =
          "%s\n%d\n%d\n".formatted(secret, listener.getLocalPort(), ProcessHandle.current().pid());
      for (Attack attack : Attack.all()) {
        outcomes.put(attack.name(), outcome(sandbox, attack, input));
      }
      for (CompilerAttack attack : CompilerAttack.values()) {
        outcomes.put("compiler: " + attack.words(), outcome(sandbox, attack));
      }
    } finally {
      Files.delete(secret);
      Files.delete(folder);
    }
    return outcomes;
  }

  private static String outcome(Sandbox sandbox, Attack attack, String input) {
    ExecutionLimits limits = ProgramContract.within(attack.wall());
    try {
      Execution execution =
          sandbox.run(
              new ExecutionRequest(attack.code(), new ExecutionRequest.Script(input), limits));
      return verdict(attack.contained().test(execution), execution.ending());
    } catch (SandboxKilled killed) {
      return "contained (" + killed.getMessage().lines().findFirst().orElse("") + ")";
    } catch (SandboxFault fault) {
      return "NOT RUN: " + fault.getMessage().lines().findFirst().orElse("");
    }
  }

  private static String outcome(Sandbox sandbox, CompilerAttack attack) {
    long memory = ProgramContract.LIMITS.memoryBytes();
    try {
      Compilation compilation = sandbox.compile(attack.request(memory));
      return switch (compilation) {
        case Compilation.Refused refused ->
            "compiler: "
                + verdict(
                    attack.contained().test(refused.ending() + " " + refused.messages()),
                    refused.ending());
        case Compilation.Done done -> {
          Execution execution =
              sandbox.run(
                  new ExecutionRequest(
                      done.program(), new ExecutionRequest.Script(""), ProgramContract.LIMITS));
          String text = execution.ending() + " " + execution.stdout();
          yield verdict(attack.contained().test(text), execution.ending());
        }
      };
    } catch (SandboxFault fault) {
      return "NOT RUN: " + fault.getMessage().lines().findFirst().orElse("");
    }
  }

  private static String verdict(boolean contained, Ending ending) {
    String how =
        switch (ending) {
          case Ending.Exited(int status) -> "exit " + status;
          case Ending.Signalled(int signal) -> "signal " + signal;
          case Ending.LimitReached(Ending.Limit limit) ->
              limit.name().toLowerCase(Locale.ROOT) + " limit";
          case Ending.ModuleMissing(String module) -> "no module " + module;
          case Ending.Meddled _ -> "meddled";
        };
    return (contained ? "contained (" : "NOT CONTAINED (") + how + ")";
  }
}
