/// A run in parts on the machines of a cluster.
///
/// Start with [ShardedRun], which says what is to be done whatever the cluster is. [SlurmScripts]
/// and [Slurm] have it done by Slurm, where the index of an array job's task is the shard, a
/// requeue is a resume and the merge depends on all tasks; [KubernetesJobs] says the same as jobs
/// of Kubernetes. What became of a [Submission] is read from the folders of its shards
/// ([ShardState]), which are the truth, and from the queue.
package assay.harness.submit;
