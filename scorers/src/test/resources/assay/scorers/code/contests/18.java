import java.util.*;

class Main {
  public static void main(String[] args) {
    Scanner in = new Scanner(System.in);
    int n = in.nextInt();
    int[] a = new int[n];
    for (int i = 0; i < n; i++) a[i] = in.nextInt();
    int answer = 0;
    for (int bit = 0; bit < 25; bit++) {
      int[] b = new int[n];
      for (int i = 0; i < n; i++) b[i] = a[i] & ((1 << (bit + 1)) - 1);
      Arrays.sort(b);
      long pairs = atLeast(b, 1 << bit) - atLeast(b, 1 << (bit + 1)) + atLeast(b, 3 << bit);
      if (pairs % 2 == 1) answer |= 1 << bit;
    }
    System.out.println(answer);
  }

  /** Counts the pairs whose sum is at least a bound. */
  static long atLeast(int[] sorted, long bound) {
    long pairs = 0;
    int low = sorted.length;
    for (int i = 0; i < sorted.length; i++) {
      while (low > 0 && sorted[i] + (long) sorted[low - 1] >= bound) low--;
      pairs += Math.max(0, sorted.length - Math.max(low, i + 1));
    }
    return pairs;
  }
}
