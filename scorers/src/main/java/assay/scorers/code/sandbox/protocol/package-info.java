/// One worker and what is said to it: the bytes of a request, a reply, a session. The worker's own
/// programs are the resources beside this package; `runner.py` describes the protocol. The entry
/// point is [Worker]; a [WorkerChannel] is all it needs of a backend. Knows no pool and no machine.
package assay.scorers.code.sandbox.protocol;
