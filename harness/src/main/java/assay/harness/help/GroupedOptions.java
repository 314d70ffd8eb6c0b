package assay.harness.help;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The options of a command below a heading for each [OptionGroup]; in each, those that have to be
/// given come first. A command whose options are of one group has them as one list.
public final class GroupedOptions implements IHelpSectionRenderer {
  private static final Comparator<OptionSpec> ORDER =
      Comparator.comparing(OptionSpec::required).reversed().thenComparing(OptionSpec::longestName);

  private GroupedOptions() {}

  /// Gives a command and all below it such a list, and a short synopsis where there is one.
  public static void in(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    Map<OptionGroup, List<OptionSpec>> groups = of(spec);
    if (several(groups) && spec.argGroups().isEmpty()) {
      spec.usageMessage().customSynopsis(synopsis(spec));
    }
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedOptions());
    command.getSubcommands().values().forEach(GroupedOptions::in);
  }

  static boolean several(Map<OptionGroup, List<OptionSpec>> groups) {
    return !EnumSet.of(OptionGroup.OWN, OptionGroup.OUTPUT).containsAll(groups.keySet());
  }

  /// Returns what has to be given, in place of several lines of options.
  private static String synopsis(CommandSpec spec) {
    Stream<String> required =
        spec.options().stream()
            .filter(OptionSpec::required)
            .sorted(ORDER.reversed())
            .map(option -> option.longestName() + "=" + option.paramLabel());
    Stream<String> words =
        spec.positionalParameters().stream()
            .map(
                each ->
                    each.arity().min() == 0 ? "[" + each.paramLabel() + "]" : each.paramLabel());
    return Stream.of(Stream.of(spec.qualifiedName()), words, required, Stream.of("[OPTION]..."))
        .flatMap(each -> each)
        .collect(Collectors.joining(" "));
  }

  /// Returns a command's options by group, those outside of picocli's own groups.
  static Map<OptionGroup, List<OptionSpec>> of(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden() && option.group() == null)
        .sorted(ORDER)
        .collect(Collectors.groupingBy(OptionGroup::of, TreeMap::new, Collectors.toList()));
  }

  @Override
  public String render(Help help) {
    Map<OptionGroup, List<OptionSpec>> groups = of(help.commandSpec());
    if (!several(groups)) {
      return help.optionList();
    }
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (group, options) ->
            text.append(help.createHeading("%n" + group.heading() + ":%n"))
                .append(list(help, group, options)));
    return text.toString();
  }

  private static String list(Help help, OptionGroup group, List<OptionSpec> options) {
    List<OptionSpec> shown = options.stream().map(option -> shortened(group, option)).toList();
    Help.Layout layout =
        help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme());
    layout.addOptions(shown, help.createDefaultParamLabelRenderer());
    return layout.toString();
  }

  private static OptionSpec shortened(OptionGroup group, OptionSpec option) {
    String[] description = option.description();
    if (description.length == 0) {
      return option;
    }
    String[] said = Arrays.copyOf(description, description.length);
    said[0] = group.shortened(said[0]);
    return said[0].equals(description[0])
        ? option
        : OptionSpec.builder(option).description(said).build();
  }
}
