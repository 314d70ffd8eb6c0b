/// CodeContests: programs that read standard input. The entry point is [CodeContests].
package assay.tasks.codecontests;
