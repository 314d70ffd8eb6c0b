/// Models at work for many clients: whose turn it is, and what becomes of each prompt. It knows
/// nothing of HTTP or JSON; [assay.harness.serve.work.ServedModel] is where to begin.
package assay.harness.serve.work;
