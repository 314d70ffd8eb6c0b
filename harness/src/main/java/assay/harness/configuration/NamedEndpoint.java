package assay.harness.configuration;

import java.util.List;
import java.util.Objects;

/// An endpoint that has a name.
///
/// @param name by which `--model` finds it
/// @param address as http(s)://host/v1#model
/// @param said where the file says so, with its key in place of an option
/// @param options how it is called
public record NamedEndpoint(String name, String address, Entry said, List<Entry> options) {
  public NamedEndpoint {
    Objects.requireNonNull(name);
    Objects.requireNonNull(address);
    Objects.requireNonNull(said);
    options = List.copyOf(options);
  }
}
