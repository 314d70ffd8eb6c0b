/// `assay serve`: models of the bundled engine behind an interface as OpenAI's. [ApiServer] is
/// where to begin; `http` speaks the protocol, `openai` reads requests and writes answers, `work`
/// has the models compute, `metric` counts.
package assay.harness.serve;
