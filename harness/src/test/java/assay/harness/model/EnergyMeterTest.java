package assay.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On folders that are laid out like sysfs.
final class EnergyMeterTest {
  @TempDir private Path folder;

  @Test
  void addsPackagesAndTheirMemory() throws IOException {
    zone("intel-rapl:0", "package-0", 1_000_000, 262_143_328_850L);
    zone("intel-rapl:1", "package-1", 5_000_000, 262_143_328_850L);
    zone("intel-rapl:0:0", "core", 7, 262_143_328_850L);
    zone("intel-rapl:0:1", "dram", 100, 65_712_999_613L);
    zone("intel-rapl:2", "psys", 9, 262_143_328_850L);
    zone("intel-rapl-mmio:0", "package-0", 1, 262_143_328_850L);
    EnergyMeter meter = EnergyMeter.of(folder);
    assertThat(meter.description()).startsWith("RAPL: ").contains("package-0", "package-1", "dram");
    EnergyMeter.Reading before = meter.read();
    energy("intel-rapl:0", 3_500_000);
    energy("intel-rapl:1", 5_250_000);
    energy("intel-rapl:0:0", 999_999_999);
    energy("intel-rapl:0:1", 500_100);
    energy("intel-rapl:2", 999_999_999);
    energy("intel-rapl-mmio:0", 999_999_999);
    assertThat(meter.joulesSince(before)).hasValue(2.5 + 0.25 + 0.5);
  }

  @Test
  void goesOnWhereACounterStartsAgain() throws IOException {
    zone("intel-rapl:0", "package-0", 262_143_000_000L, 262_143_328_850L);
    EnergyMeter meter = EnergyMeter.of(folder);
    EnergyMeter.Reading before = meter.read();
    energy("intel-rapl:0", 671_150);
    assertThat(meter.joulesSince(before)).hasValue(1.0);
  }

  @Test
  void saysWhyThereIsNoFigure() throws IOException {
    assertThat(EnergyMeter.of(folder.resolve("none")).description())
        .isEqualTo("not told by this machine: " + folder + "/none has no RAPL counters");
    EnergyMeter meter = EnergyMeter.of(folder);
    assertThat(meter.joulesSince(meter.read())).isEmpty();
  }

  @Test
  void livesWithoutPermission() throws IOException {
    zone("intel-rapl:0", "package-0", 1, 10);
    Path file = folder.resolve("intel-rapl:0/energy_uj");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");
    EnergyMeter meter = EnergyMeter.of(folder);
    assertThat(meter.description())
        .isEqualTo("not told by this machine: " + file + " may not be read");
    assertThat(meter.joulesSince(meter.read())).isEmpty();
  }

  @Test
  void livesWithoutAReadableCounter() throws IOException {
    zone("intel-rapl:0", "package-0", 1, 10);
    Path file = folder.resolve("intel-rapl:0/energy_uj");
    Files.delete(file);
    Files.createDirectory(file);
    EnergyMeter meter = EnergyMeter.of(folder);
    assertThat(meter.description()).startsWith("not told by this machine: " + folder);
    assertThat(meter.joulesSince(meter.read())).isEmpty();
  }

  @Test
  void isSilentOnCountersThatAreNone() throws IOException {
    zone("intel-rapl:0", "package-0", 1, 10);
    Files.writeString(folder.resolve("intel-rapl:0/energy_uj"), "unsupported\n");
    assertThat(EnergyMeter.of(folder).description()).startsWith("not told by this machine: ");
  }

  private void zone(String zone, String name, long energy, long range) throws IOException {
    Path path = Files.createDirectories(folder.resolve(zone));
    Files.writeString(path.resolve("name"), name + "\n");
    Files.writeString(path.resolve("max_energy_range_uj"), range + "\n");
    energy(zone, energy);
  }

  private void energy(String zone, long energy) throws IOException {
    Files.writeString(folder.resolve(zone).resolve("energy_uj"), energy + "\n");
  }
}
