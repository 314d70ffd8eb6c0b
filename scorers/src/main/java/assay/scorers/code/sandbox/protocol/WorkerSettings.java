package assay.scorers.code.sandbox.protocol;

import java.util.List;

/// What a worker is told about its surroundings when it starts.
///
/// @param isolated whether it is process 1 of a process namespace of its own
/// @param uid the user to which programs are dropped, or 0 where that is not possible
/// @param folders the places that programs can write to where they exist, the first being their
///   working folder; empty lets the worker make one
/// @param filter system-call filter (BPF) for programs as hex, or empty
public record WorkerSettings(boolean isolated, int uid, List<String> folders, String filter) {

  /// First of the user ids given to programs, in a range that Linux distributions leave unassigned
  /// (60706 to 61183 in systemd's table of user ids).
  private static final int FIRST_UID = 60_720;

  private static final int UIDS = 400;

  /// Returns the settings of a worker that is root in a place of its own.
  ///
  /// @param user which of this process's users its programs get, from 0
  public static WorkerSettings dropping(int user, String filter) {
    // Process limits count by user on the whole machine, so that each worker needs its own user.
    int owner = (int) (ProcessHandle.current().pid() * 16 % UIDS);
    return new WorkerSettings(true, FIRST_UID + (owner + user) % UIDS, places(), filter);
  }

  /// Returns the settings of a worker in a place of its own that has one user only.
  public static WorkerSettings singleUser(String filter) {
    return new WorkerSettings(true, 0, places(), filter);
  }

  /// Returns the settings of a worker without any isolation.
  public static WorkerSettings unprotected() {
    return new WorkerSettings(false, 0, List.of(), "");
  }

  private static List<String> places() {
    return List.of("/tmp", "/dev/shm", "/dev/mqueue");
  }
}
