package assay.harness.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The page of one command for `man`, in the macros of man(7).
public final class ManPage {
  private final CommandLine command;
  private final String version;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandLine command, String version) {
    this.command = command;
    this.version = version;
  }

  /// Returns the pages of a command and of all below it by their names, such as `assay-run`.
  ///
  /// @param version of the program, for the foot of each page
  public static Map<String, String> all(CommandLine command, String version) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(name(command), of(command, version));
    command.getSubcommands().values().forEach(below -> pages.putAll(all(below, version)));
    return pages;
  }

  /// Returns the page of one command.
  public static String of(CommandLine command, String version) {
    return new ManPage(command, version).text();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  private String text() {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    String name = name(command);
    line(
        ".TH \"%s\" \"1\" \"\" \"assay %s\" \"Assay\""
            .formatted(name.toUpperCase(Locale.ROOT), roff(version)));
    section("Name", () -> line("%s \\- %s".formatted(roff(name), roff(summary(usage)))));
    section("Synopsis", this::synopsis);
    section("Description", () -> paragraphs(usage.description()));
    commands();
    arguments(spec);
    GroupedOptions.of(spec)
        .forEach(
            (group, options) ->
                section(
                    GroupedOptions.several(GroupedOptions.of(spec)) ? group.heading() : "Options",
                    () -> options.forEach(option -> option(group, option))));
    spec.argGroups()
        .forEach(
            group ->
                section(
                    "One of",
                    () -> group.options().forEach(each -> option(OptionGroup.OWN, each))));
    verbatim("Examples", usage.footer());
    if (!usage.exitCodeList().isEmpty()) {
      section("Exit status", () -> usage.exitCodeList().forEach(this::tagged));
    }
    section("See also", this::related);
    return page.toString();
  }

  private void synopsis() {
    String words = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    line(roff(words));
  }

  private static String summary(UsageMessageSpec usage) {
    String[] description = usage.description();
    String first = description.length == 0 ? "" : plain(description[0]);
    return first.replaceFirst("(?s)\\. .*", "").replaceFirst("\\.$", "");
  }

  private void commands() {
    if (!command.getSubcommands().isEmpty()) {
      section(
          "Commands",
          () ->
              command
                  .getSubcommands()
                  .forEach(
                      (name, below) ->
                          tagged(name, summary(below.getCommandSpec().usageMessage()) + ".")));
    }
  }

  private void arguments(CommandSpec spec) {
    if (!spec.positionalParameters().isEmpty()) {
      section(
          "Arguments",
          () ->
              spec.positionalParameters()
                  .forEach(each -> tagged(each.paramLabel(), words(each.description()))));
    }
  }

  private void option(OptionGroup group, OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : "=" + label(option);
    String names = String.join(", ", Arrays.asList(option.names()));
    tagged(names + label, group.shortened(words(option.description())));
  }

  private static String label(ArgSpec option) {
    return option.paramLabel();
  }

  private void related() {
    List<String> pages = new ArrayList<>();
    if (command.getParent() != null) {
      pages.add(name(command.getParent()));
    }
    command.getSubcommands().values().forEach(below -> pages.add(name(below)));
    for (int i = 0; i < pages.size(); i++) {
      line(".BR %s (1)%s".formatted(roff(pages.get(i)), i + 1 < pages.size() ? "," : ""));
    }
  }

  private void section(String title, Runnable content) {
    line(".SH " + roff(title.toUpperCase(Locale.ROOT)));
    content.run();
  }

  private void paragraphs(String[] texts) {
    for (String text : texts) {
      if (!text.isBlank()) {
        line(".PP");
        line(roff(plain(text)));
      }
    }
  }

  private void verbatim(String title, String[] lines) {
    if (lines.length > 0) {
      line(".SH " + roff(title.toUpperCase(Locale.ROOT)));
      line(".nf");
      Arrays.stream(lines).map(ManPage::plain).map(ManPage::roff).forEach(this::line);
      line(".fi");
    }
  }

  private void tagged(String tag, String text) {
    line(".TP");
    line("\\fB" + roff(tag) + "\\fR");
    line(roff(text));
  }

  private static String words(String[] description) {
    return plain(String.join(" ", description));
  }

  /// Returns a text of the command's model as it is shown.
  private static String plain(String text) {
    return Help.Ansi.OFF.string(text).replace("%%", "%").replace("%n", "\n");
  }

  /// Returns a text as roff reads it: a backslash, a dash that is no hyphen, and what is a control
  /// line only at the front.
  private static String roff(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
