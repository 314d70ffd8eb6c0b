/// Problems that ask for one Python function and bring the code that checks it: [HumanEval], [Mbpp]
/// and [EvalPlus].
package assay.tasks.functions;
