// Array without local maximums: the last value and how it stands to the one before it.
#include <iostream>
#include <vector>

const int most = 200;
const long long modulus = 998244353;

int main() {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  int n;
  std::cin >> n;
  // [state][value]; state 0: larger than the one before, 1: equal, 2: smaller
  std::vector<std::vector<long long>> ways(3, std::vector<long long>(most + 2));
  for (int i = 0; i < n; i++) {
    int a;
    std::cin >> a;
    std::vector<std::vector<long long>> next(3, std::vector<long long>(most + 2));
    long long below = 0, settled = 0;
    for (int v = 1; v <= most; v++) settled = (settled + ways[1][v] + ways[2][v]) % modulus;
    for (int v = 1; v <= most; v++) {
      long long same = (ways[0][v] + ways[1][v] + ways[2][v]) % modulus;
      settled = (settled - ways[1][v] - ways[2][v]) % modulus;
      if (a == -1 || a == v) {
        if (i == 0) {
          next[0][v] = 1;
        } else {
          next[0][v] = below;
          next[1][v] = same;
          next[2][v] = (settled + 2 * modulus) % modulus;
        }
      }
      below = (below + same) % modulus;
    }
    ways = next;
  }
  long long total = 0;
  for (int v = 1; v <= most; v++) total = (total + ways[1][v] + ways[2][v]) % modulus;
  std::cout << total << '\n';
}
