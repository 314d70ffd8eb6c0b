/// A sandbox of several workers ([WorkerPool]): who gets the next seat, what becomes of a program
/// whose worker is lost, and who is to blame for that ([Attempts]).
package assay.scorers.code.sandbox.pool;
