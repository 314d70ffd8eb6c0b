package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.endpoint.EndpointAddress;
import assay.harness.experiment.Experiment;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.options.ExperimentFlags;
import assay.harness.options.KubernetesFlags;
import assay.harness.options.ScorersFlag;
import assay.harness.options.SlurmFlags;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.harness.stored.Reports;
import assay.harness.submit.KubernetesJobs;
import assay.harness.submit.ShardedRun;
import assay.harness.submit.Slurm;
import assay.harness.submit.SlurmScripts;
import assay.harness.submit.SlurmSubmission;
import assay.harness.submit.Submission;
import assay.harness.submit.SubmissionTable;
import assay.harness.terminal.ShellWords;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// Has a cluster do a run in parts.
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Has a cluster do a run in parts, and puts them together.",
      "With --slurm an array job does the shards, whose index is the shard, and a second job that"
          + " depends on all of them merges. A task that was killed, preempted or whose run failed"
          + " is queued again and goes on behind what is stored; a wrong option is not. The same"
          + " command again submits what is still missing. DIR is on a file system that all"
          + " machines share: shards/1 ... N, logs, and at last run, which is the run that one"
          + " machine would have made.",
      "With --kubernetes --print it prints an Indexed Job, whose completion index is the shard, and"
          + " a job that merges, both on one shared volume.",
      "Keys of endpoints come from the environment, which sbatch hands on, or from a secret of"
          + " Kubernetes; no file has them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay submit --slurm --shards 8 --out runs/mmlu \\",
      "        --sbatch-arg=--cpus-per-task=16 -- --suite mmlu-pro \\",
      "        --data test.parquet --model qwen2.5-7b-instruct-q8_0.gguf",
      "      eight tasks of 16 processors, and a merge into runs/mmlu/run",
      "  assay submit --slurm --shards 8 --out runs/mmlu --dry-run -- --suite ...",
      "      the two scripts and the lines that would submit them",
      "  assay submit --kubernetes --print --shards 8 --image registry/assay:1 \\",
      "        --claim models --secret keys --out runs/mmlu -- --suite mmlu-pro ... | \\",
      "        kubectl apply -f -",
      "      the same on Kubernetes; paths are those of the volume",
      "  assay submit --status runs/mmlu",
      "      how far each shard is, and where",
      "  assay submit --collect runs/mmlu",
      "      the summary; merges if all shards are there and no job did"
    })
final class SubmitCommand implements Callable<Integer> {
  private static final List<String> OWN_OPTIONS = List.of("--out", "--shard", "--resume");

  private final Console console;
  private final Catalog catalog;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Doing doing;

  @Mixin private SlurmFlags slurm;
  @Mixin private KubernetesFlags kubernetes;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "In how many parts; at most as many as there are samples.")
  private Integer shards;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--out", paramLabel = "DIR", description = "The folder of the parts and the run.")
  private Path out;

  @Option(
      names = "--program",
      paramLabel = "PATH",
      description = "What starts assay on the machines of the cluster (default: this assay).")
  private String program;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "A container image with assay (deploy/README.md): Slurm's tasks run it by apptainer in"
              + " place of --program, as assay.sif; the pods of Kubernetes are made of it.")
  private String image;

  @Option(
      names = {"--dry-run", "--print"},
      description = "Print what would be submitted, and do nothing.")
  private boolean dryRun;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--json", description = "With --collect: print the summary as one JSON object.")
  private boolean json;

  @Mixin private ScorersFlag summary;

  @Parameters(
      paramLabel = "RUN-OPTION",
      description = "Behind --: the options of assay run, all but --out, --shard and --resume.")
  private List<String> run = List.of();

  /// What is done: one of these.
  private static final class Doing {
    @Option(names = "--slurm", required = true, description = "Submit to Slurm.")
    private boolean slurm;

    @Option(
        names = "--kubernetes",
        required = true,
        description = "With --print: the jobs for kubectl.")
    private boolean kubernetes;

    @Option(
        names = "--status",
        required = true,
        paramLabel = "DIR",
        description = "Show how far a submitted run is.")
    private Path status;

    @Option(
        names = "--collect",
        required = true,
        paramLabel = "DIR",
        description = "Show the run that came of it, merging its parts if no job did.")
    private Path collect;
  }

  SubmitCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (doing.slurm) {
      return toSlurm();
    }
    if (doing.kubernetes) {
      return toKubernetes();
    }
    return doing.status != null
        ? status(Submission.read(absolute(doing.status)))
        : collect(Submission.read(absolute(doing.collect)));
  }

  private int toSlurm() throws IOException, InterruptedException {
    Submission wanted = wanted();
    SlurmScripts scripts = new SlurmScripts(wanted.run(), slurm.settings(), absolute(Path.of("")));
    if (dryRun) {
      console.out().print(scripts.text());
      return ExitCode.OK.status();
    }
    return submit(wanted, scripts);
  }

  /// Data and model are in the cluster, so that only the options can be checked here.
  private int toKubernetes() {
    requireParts();
    if (!dryRun) {
      throw new UsageException(
          "--kubernetes needs --print: it writes the jobs for kubectl apply -f - and speaks to no"
              + " cluster");
    }
    if (shards < 1) {
      throw new UsageException("--shards must be at least 1, found " + shards);
    }
    requirePublic();
    ShardedRun sharded = new ShardedRun(List.of("assay"), run, shards, kubernetes.inPod(out));
    console
        .out()
        .print(
            new KubernetesJobs(sharded, kubernetes.settings(Optional.ofNullable(image), out))
                .yaml());
    return ExitCode.OK.status();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /// Data and options are read here, so that what is wrong with them shows before it is queued.
  private Submission wanted() {
    requireParts();
    ExperimentFlags flags = new ExperimentFlags(catalog);
    new CommandLine(flags)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUnmatchedArgumentsAllowed(true)
        .parseArgs(run.toArray(String[]::new));
    Experiment.Asked experiment = flags.experiment();
    int samples = experiment.samples();
    if (shards < 1 || shards > samples) {
      throw new UsageException(
          "--shards %d: expected 1 to %d, which is how many samples there are"
              .formatted(shards, samples));
    }
    ShardedRun sharded = new ShardedRun(starting(), run, shards, absolute(out));
    return new Submission(sharded, samples, experiment.settings().attempts(), List.of());
  }

  /// What is printed is applied and kept: an address with a password in it is refused, as by a run.
  private void requirePublic() {
    run.stream()
        .map(word -> word.replaceFirst("^--model=", ""))
        .filter(word -> word.startsWith("http://") || word.startsWith("https://"))
        .forEach(EndpointAddress::parse);
  }

  private void requireParts() {
    if (shards == null || out == null) {
      throw new UsageException("--shards N and --out DIR are missing");
    }
    ParseResult parsed =
        spec.parent().subcommands().get("run").parseArgs(run.toArray(String[]::new));
    OWN_OPTIONS.stream()
        .filter(parsed::hasMatchedOption)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(option + " is for assay submit itself to set");
            });
  }

  private List<String> starting() {
    if (program != null && image != null) {
      throw new UsageException("--program and --image exclude one another");
    }
    if (image != null) {
      return List.of("apptainer", "run", image);
    }
    return List.of(
        Optional.ofNullable(program)
            .or(() -> Optional.ofNullable(System.getProperty("assay.launcher")))
            .orElseThrow(
                () ->
                    new UsageException(
                        "--program PATH is missing: this assay was not started by its launcher")));
  }

  private int submit(Submission wanted, SlurmScripts scripts)
      throws IOException, InterruptedException {
    Submission submitted = new SlurmSubmission(wanted, scripts).submit();
    Path folder = submitted.run().folder();
    console
        .out()
        .println("submitted as jobs %s, merged by %s".formatted(submitted.jobs().toArray()));
    console.remark("status    assay submit --status " + ShellWords.quoted(folder.toString()));
    console.remark("collect   assay submit --collect " + ShellWords.quoted(folder.toString()));
    return ExitCode.OK.status();
  }

  private int status(Submission submission) throws IOException, InterruptedException {
    for (SubmissionTable.Row row : SubmissionTable.of(submission, new Slurm()).rows()) {
      console
          .out()
          .println(
              "%-10s  %-11s  %9s  %s"
                  .formatted(row.part(), row.state(), row.stored(), row.words())
                  .stripTrailing());
    }
    return ExitCode.OK.status();
  }

  private int collect(Submission submission) throws IOException, InterruptedException {
    RunDirectory merged = catalog.open(MergedParts.of(submission));
    Reports.print(console, List.of(merged), summary.form(json));
    console.remark("records   " + merged.recordFile());
    return ExitCode.OK.status();
  }
}
