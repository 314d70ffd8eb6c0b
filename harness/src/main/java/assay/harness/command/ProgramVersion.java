package assay.harness.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Version and surroundings of this program, as `--version` and the manifests state them.
final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"assay " + version(), "JDK " + jdk()};
  }

  static String version() {
    Properties properties = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String jdk() {
    return System.getProperty("java.vm.name") + " " + Runtime.version();
  }

  /// Returns what the manifest says about program and host.
  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", "assay");
    facts.put("version", version());
    facts.put("jdk", jdk());
    facts.put(
        "host",
        "%s %s, %d processors, %d MiB heap limit"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20));
    return facts;
  }
}
