package assay.engine.execute;

/// One of the threads of a [Team], as the work that it runs sees it.
///
/// Work runs on all workers at once, each of which does a part: either the [#share] that is always
/// its own, or chunks that it claims while there are any, so that a worker that the machine holds
/// up leaves its chunks to the others. Between two loops of claims all have to [#meet].
public final class Worker {
  private final Team team;
  private final Share share;

  Worker(Team team, Share share) {
    this.team = team;
    this.share = share;
  }

  /// Returns this worker's number, from 0.
  public int index() {
    return share.index();
  }

  /// Returns how many workers the team has.
  public int workers() {
    return share.parts();
  }

  /// Returns the part of equal things that is always this worker's.
  public Share share() {
    return share;
  }

  /// Returns the number of a chunk that no other worker gets; chunks are counted from 0 since the
  /// last meeting.
  public int claim() {
    return team.claim();
  }

  /// Waits until all workers are here. What they have written before, all see afterwards.
  ///
  /// @throws AbandonedWorkException if another worker has failed
  public void meet() {
    team.meet();
  }

  /// Ends the work of a worker because another one has failed; the team throws what that one threw.
  static final class AbandonedWorkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AbandonedWorkException() {
      super("another worker has failed", null, false, false);
    }
  }
}
