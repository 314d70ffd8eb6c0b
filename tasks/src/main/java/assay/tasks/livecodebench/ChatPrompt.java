package assay.tasks.livecodebench;

import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The runner's prompts for chat models behind an API.
///
/// @param system the system message, where there is one
/// @param readStdin the format sentence for problems without starter code
record ChatPrompt(
    String name, GenerationSettings settings, Optional<String> system, String readStdin)
    implements Protocol {
  // The runner's own spelling: the bytes are the protocol.
  private static final String CALL_MAIN =
      "Implement a function called `main()` which orchastrates the solution by reading inputs from"
          + " stdin and writing the answer to stdout. Feel free to use additional functions as"
          + " necessary. Next do NOT forget to call `main` function at the end of the program"
          + " otherwise you will not be awarded any points.";

  static ChatPrompt generic(String name, GenerationSettings settings) {
    return new ChatPrompt(
        name,
        settings,
        Optional.of("You are an expert Python programmer. " + Wording.TASK),
        Wording.READ_STDIN);
  }

  static ChatPrompt reasoning(String name, GenerationSettings settings) {
    return new ChatPrompt(name, settings, Optional.empty(), CALL_MAIN);
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    List<Message> messages = new ArrayList<>();
    system.ifPresent(text -> messages.add(new Message("system", text)));
    messages.add(
        new Message(
            "user",
            "### Question:\n"
                + sample.input()
                + "\n\n### Format: "
                + Wording.format(sample, readStdin)
                + "### Answer: (use the provided format with backticks)\n\n"));
    return new Prompt.Chat(messages);
  }

  @Override
  public List<String> scorers() {
    return List.of("code/official", "code/real");
  }
}
