// MP3: a window over the distinct values, as wide as the disk allows.
#include <bits/stdc++.h>

int main() {
  long long n, disk;
  std::cin >> n >> disk;
  std::map<int, int> counts;
  for (int i = 0; i < n; i++) {
    int a;
    std::cin >> a;
    counts[a]++;
  }
  long long bits = std::min(20LL, disk * 8 / n);
  std::vector<int> values;
  for (auto& [value, count] : counts) values.push_back(count);
  size_t width = std::min<size_t>(values.size(), 1ULL << bits);
  long long kept = 0, best = 0;
  for (size_t i = 0; i < values.size(); i++) {
    kept += values[i];
    if (i >= width) kept -= values[i - width];
    best = std::max(best, kept);
  }
  std::cout << n - best << std::endl;
}
