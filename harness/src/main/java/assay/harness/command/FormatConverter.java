package assay.harness.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of an import format.
final class FormatConverter implements ITypeConverter<ImportCommand.Format> {

  @Override
  public ImportCommand.Format convert(String name) {
    return Arrays.stream(ImportCommand.Format.values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "%s is no format; there are %s"
                        .formatted(
                            name,
                            Arrays.stream(ImportCommand.Format.values())
                                .map(ImportCommand.Format::toString)
                                .collect(Collectors.joining(", ")))));
  }
}
