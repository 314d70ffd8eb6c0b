package assay.harness.serve.openai;

import assay.engine.Generation;
import assay.engine.decoding.TokenLogprobs;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// A choice of a text completion.
final class TextChoice implements Choice {
  private final TextAsked asked;
  private final TextPrompt prompt;
  private final int index;
  private final SureText sure;
  private final TextPlace place;
  private List<TokenLogprobs> scored = List.of();
  private TextLogprobs logprobs;
  private boolean echoed;

  TextChoice(TextAsked asked, TextPrompt prompt, int index) {
    this.asked = asked;
    this.prompt = prompt;
    this.index = index;
    sure = new SureText(asked.stops());
    int front = asked.echo() ? prompt.text().codePointCount(0, prompt.text().length()) : 0;
    place = TextPlace.at(front);
    logprobs = new TextLogprobs(asked.texts());
  }

  @Override
  public void scored(List<TokenLogprobs> tokens) {
    scored = tokens;
  }

  @Override
  public Optional<ObjectNode> chosen(int token, Optional<TokenLogprobs> likely) {
    String text = echo() + sure.append(asked.texts().model().bytes(token));
    add(token, likely);
    return text.isEmpty() ? Optional.empty() : Optional.of(node(text, Optional.empty()));
  }

  @Override
  public List<ObjectNode> rest(Optional<Generation> generation) {
    String text = echo() + generation.map(whole -> sure.finish(whole.text())).orElse("");
    return List.of(node(text, Optional.of(Choice.reason(generation))));
  }

  @Override
  public ObjectNode whole(Optional<Generation> generation) {
    String text = echo() + generation.map(Generation::text).orElse("");
    if (generation.isPresent()) {
      generation.get().logprobs().forEach(each -> add(each.token(), Optional.of(each)));
    }
    return node(text, Optional.of(Choice.reason(generation)));
  }

  /// Returns the prompt the first time, with its tokens, if it is to be given back.
  private String echo() {
    if (echoed || !asked.echo()) {
      return "";
    }
    echoed = true;
    if (asked.logprobs().isPresent()) {
      int[] tokens = prompt.tokens();
      int[] starts = prompt.starts();
      for (int i = 0; i < tokens.length; i++) {
        Optional<TokenLogprobs> likely = i == 0 ? Optional.empty() : Optional.of(scored.get(i - 1));
        logprobs.add(tokens[i], likely, starts[i]);
      }
    }
    return prompt.text();
  }

  private void add(int token, Optional<TokenLogprobs> likely) {
    int start = place.pass(asked.texts().model().bytes(token));
    if (likely.isPresent()) {
      logprobs.add(token, likely, start);
    }
  }

  /// Returns a choice with the log-probabilities of all tokens that came since the last.
  private ObjectNode node(String text, Optional<String> reason) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("index", index).put("text", text);
    if (logprobs.isEmpty()) {
      node.putNull("logprobs");
    } else {
      node.set("logprobs", logprobs.json());
      logprobs = new TextLogprobs(asked.texts());
    }
    return node.put("finish_reason", reason.orElse(null));
  }
}
