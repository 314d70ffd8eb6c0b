package assay.harness.terminal;

import assay.results.Circumstances;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Version and surroundings of this program, as `--version` and the manifests state them.
public final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"assay " + version(), "JDK " + jdk()};
  }

  /// Returns the program's version.
  public static String version() {
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

  /// Returns what manifests say about program and machine.
  public static Circumstances circumstances() {
    return Circumstances.here("assay", version(), jdk());
  }
}
