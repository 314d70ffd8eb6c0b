package assay.harness.run;

import assay.results.Cause;
import assay.results.Failure;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.PromptTooLongException;

/// The first stage: renders the prompt of a question and asks the model.
final class Asking {
  private final RunPlan plan;
  private final Model model;

  Asking(RunPlan plan, Model model) {
    this.plan = plan;
    this.model = model;
  }

  Answer ask(Question open) throws InterruptedException {
    Question question = asAsked(open);
    try {
      Prompt prompt = plan.task().protocol().render(question.sample(), model.tokenCounter());
      return new Answer(question, prompt, model.complete(request(question, prompt)));
    } catch (PromptTooLongException e) {
      return new Answer(
          question, new Prompt.Unrecorded(), new Failure(Cause.CONTEXT_OVERFLOW, e.getMessage()));
    }
  }

  private Question asAsked(Question open) {
    Sample asked = plan.task().dataset().asAsked(open.sample(), open.attempt());
    return new Question(open.index(), open.attempt(), asked);
  }

  private CompletionRequest request(Question question, Prompt prompt) {
    return new CompletionRequest(
        question.sample().id(), question.attempt(), prompt, plan.settingsFor(question.sample()));
  }
}
