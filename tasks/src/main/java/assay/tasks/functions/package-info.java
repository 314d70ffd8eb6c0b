/// Problems that ask for one Python function and bring the code that checks it: [HumanEval] and
/// [Mbpp].
package assay.tasks.functions;
