package assay.harness.serve.openai;

import assay.engine.Generation;
import assay.engine.decoding.TokenLogprobs;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A choice of a chat completion: the answer as `content`, thoughts as `reasoning_content`.
final class ChatChoice implements Choice {
  private final ChatAsked asked;
  private final int index;
  private final SureText sure;
  private final ThoughtSplitter thoughts;
  private ChatLogprobs logprobs;
  private boolean introduced;

  ChatChoice(ChatAsked asked, int index) {
    this.asked = asked;
    this.index = index;
    sure = new SureText(asked.decoding().stopStrings());
    thoughts = new ThoughtSplitter(asked.opened());
    logprobs = new ChatLogprobs(asked.texts());
  }

  @Override
  public Optional<ObjectNode> chosen(int token, Optional<TokenLogprobs> likely) {
    likely.ifPresent(logprobs::add);
    List<ThoughtSplitter.Part> parts =
        thoughts.append(sure.append(asked.texts().model().bytes(token)));
    return parts.isEmpty() ? Optional.empty() : Optional.of(event(parts, Optional.empty()));
  }

  @Override
  public List<ObjectNode> rest(Optional<Generation> generation) {
    List<ThoughtSplitter.Part> parts = new ArrayList<>();
    generation.ifPresent(whole -> parts.addAll(thoughts.append(sure.finish(whole.text()))));
    parts.addAll(thoughts.finish());
    List<ObjectNode> events = new ArrayList<>();
    if (!parts.isEmpty()) {
      events.add(event(parts, Optional.empty()));
    }
    events.add(event(List.of(), Optional.of(Choice.reason(generation))));
    return events;
  }

  @Override
  public ObjectNode whole(Optional<Generation> generation) {
    List<ThoughtSplitter.Part> parts = new ArrayList<>();
    if (generation.isPresent()) {
      generation.get().logprobs().forEach(logprobs::add);
      parts.addAll(thoughts.append(generation.get().text()));
    }
    parts.addAll(thoughts.finish());
    String content = text(parts, false);
    String reasoning = text(parts, true);
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("index", index);
    ObjectNode message = node.putObject("message").put("role", "assistant");
    // A model that did nothing but think has said nothing, which is not an empty answer.
    message.put("content", content.isEmpty() && !reasoning.isEmpty() ? null : content);
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning);
    }
    message.putNull("refusal");
    return finished(node, Optional.of(Choice.reason(generation)));
  }

  private ObjectNode event(List<ThoughtSplitter.Part> parts, Optional<String> reason) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("index", index);
    ObjectNode delta = node.putObject("delta");
    if (!introduced) {
      introduced = true;
      delta.put("role", "assistant").put("content", "");
    }
    String content = text(parts, false);
    if (!content.isEmpty()) {
      delta.put("content", content);
    }
    String reasoning = text(parts, true);
    if (!reasoning.isEmpty()) {
      delta.put("reasoning_content", reasoning);
    }
    return finished(node, reason);
  }

  private ObjectNode finished(ObjectNode node, Optional<String> reason) {
    if (logprobs.isEmpty()) {
      node.putNull("logprobs");
    } else {
      node.set("logprobs", logprobs.json());
      logprobs = new ChatLogprobs(asked.texts());
    }
    return node.put("finish_reason", reason.orElse(null));
  }

  private static String text(List<ThoughtSplitter.Part> parts, boolean thought) {
    StringBuilder text = new StringBuilder();
    for (ThoughtSplitter.Part part : parts) {
      text.append(part.thought() == thought ? part.text() : "");
    }
    return text.toString();
  }
}
