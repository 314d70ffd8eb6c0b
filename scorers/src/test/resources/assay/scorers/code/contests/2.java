import java.io.*;
import java.util.*;

/** Digit Jump, in a public class of another name than Main. */
public class DigitJump {
  private static int[] distance;
  private static final Deque<Integer> OPEN = new ArrayDeque<>();

  private static void reach(int to, int steps) {
    if (to >= 0 && to < distance.length && distance[to] < 0) {
      distance[to] = steps;
      OPEN.add(to);
    }
  }

  public static void main(String[] args) throws IOException {
    String s = new BufferedReader(new InputStreamReader(System.in)).readLine().trim();
    distance = new int[s.length()];
    Arrays.fill(distance, -1);
    Map<Character, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < s.length(); i++) {
      places.computeIfAbsent(s.charAt(i), c -> new ArrayList<>()).add(i);
    }
    reach(0, 0);
    while (!OPEN.isEmpty()) {
      int at = OPEN.poll();
      reach(at - 1, distance[at] + 1);
      reach(at + 1, distance[at] + 1);
      List<Integer> same = places.get(s.charAt(at));
      for (int to : same) {
        reach(to, distance[at] + 1);
      }
      same.clear();
    }
    System.out.println(distance[s.length() - 1]);
  }
}
