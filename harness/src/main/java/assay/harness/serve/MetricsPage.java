package assay.harness.serve;

import assay.engine.Engine;
import assay.harness.serve.http.HttpListener;
import assay.harness.serve.metric.MetricText;
import assay.harness.serve.metric.ModelMetrics;
import assay.harness.serve.metric.RequestMetrics;
import assay.harness.serve.openai.ServedModels;
import assay.harness.serve.work.ServedModel;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// All figures of a server for Prometheus.
///
/// @param models that are served
/// @param requests that were answered
record MetricsPage(ServedModels models, RequestMetrics requests) {

  /// Returns the page.
  String text(HttpListener listener) {
    MetricText text = new MetricText();
    requests.write(text);
    text.counter("assay_http_refused_total", "Connections and requests that were never whole.");
    new TreeMap<>(listener.refusals())
        .forEach((status, count) -> text.sample("assay_http_refused_total", status(status), count));
    text.gauge("assay_http_connections", "Connections that are open.")
        .sample("assay_http_connections", "", listener.connections());
    gauge(text, "assay_queue_prompts", "Prompts that wait for their turn.", ServedModel::waiting);
    gauge(
        text,
        "assay_sequences_running",
        "Sequences that the engine computes.",
        model -> engine(model).occupancy().running());
    gauge(
        text,
        "assay_kv_pages_in_use",
        "Pages of the KV cache that sequences under way hold.",
        model -> engine(model).occupancy().pagesInUse());
    gauge(
        text,
        "assay_kv_pages",
        "Pages that the KV cache may have.",
        model -> engine(model).occupancy().pages());
    text.counter("assay_engine_steps_total", "Steps of the engine.");
    each(text, "assay_engine_steps_total", model -> (double) engine(model).work().steps());
    text.counter(
        "assay_engine_tokens_total", "Tokens that passed them: over the steps, the batch size.");
    each(text, "assay_engine_tokens_total", model -> (double) engine(model).work().tokens());
    ModelMetrics.write(
        text,
        models.models().stream()
            .map(model -> new ModelMetrics.Labelled(labels(model), model.metrics()))
            .toList());
    return text.toString();
  }

  private static Engine engine(ServedModel model) {
    return model.model().weights().engine();
  }

  private static String status(int status) {
    return MetricText.label("status", String.valueOf(status));
  }

  private static String labels(ServedModel model) {
    return MetricText.label("model", model.id());
  }

  private void gauge(
      MetricText text, String name, String help, ToDoubleFunction<ServedModel> value) {
    text.gauge(name, help);
    each(text, name, value);
  }

  private void each(MetricText text, String name, ToDoubleFunction<ServedModel> value) {
    models.models().forEach(m -> text.sample(name, labels(m), value.applyAsDouble(m)));
  }
}
