// Present: for each bit, whether an odd number of sums has it.
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
  int n;
  cin >> n;
  vector<int> a(n), b(n);
  for (auto& x : a) cin >> x;
  int answer = 0;
  for (int bit = 0; bit < 25; bit++) {
    for (int i = 0; i < n; i++) b[i] = a[i] & ((1 << (bit + 1)) - 1);
    sort(b.begin(), b.end());
    auto at_least = [&](long long bound) {
      long long pairs = 0;
      for (int i = 0; i < n; i++) {
        auto low = lower_bound(b.begin() + i + 1, b.end(), bound - b[i]);
        pairs += b.end() - low;
      }
      return pairs;
    };
    long long pairs =
        at_least(1LL << bit) - at_least(1LL << (bit + 1)) + at_least(3LL << bit);
    if (pairs % 2) answer |= 1 << bit;
  }
  cout << answer << endl;
}
