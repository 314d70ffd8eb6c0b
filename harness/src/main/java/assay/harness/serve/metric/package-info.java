/// What a server counts, as Prometheus reads it. [assay.harness.serve.metric.MetricText] writes it.
package assay.harness.serve.metric;
