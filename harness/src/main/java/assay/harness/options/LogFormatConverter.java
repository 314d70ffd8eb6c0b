package assay.harness.options;

import assay.harness.interchange.LogFormat;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of an import format.
public final class LogFormatConverter implements ITypeConverter<LogFormat> {

  @Override
  public LogFormat convert(String name) {
    return Arrays.stream(LogFormat.values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "%s is no format; there are %s"
                        .formatted(
                            name,
                            Arrays.stream(LogFormat.values())
                                .map(LogFormat::toString)
                                .collect(Collectors.joining(", ")))));
  }
}
