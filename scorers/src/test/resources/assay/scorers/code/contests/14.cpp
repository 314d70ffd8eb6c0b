// Kill 'Em All: the farthest monster first, each place once.
#include <bits/stdc++.h>

int main() {
  int queries;
  scanf("%d", &queries);
  while (queries--) {
    int n;
    long long r;
    scanf("%d %lld", &n, &r);
    std::set<long long, std::greater<>> monsters;
    for (int i = 0; i < n; i++) {
      long long x;
      scanf("%lld", &x);
      monsters.insert(x);
    }
    long long missiles = 0;
    for (long long x : monsters) {
      if (x - missiles * r > 0) missiles++;
    }
    printf("%lld\n", missiles);
  }
}
