// Digit Jump: breadth first; every digit's places are entered once.
#include <bits/stdc++.h>
using namespace std;

int main() {
  string s;
  cin >> s;
  int n = s.size();
  vector<int> distance(n, -1);
  array<vector<int>, 10> places;
  for (int i = 0; i < n; i++) places[s[i] - '0'].push_back(i);
  queue<int> open;
  distance[0] = 0;
  open.push(0);
  auto reach = [&](int to, int steps) {
    if (to >= 0 && to < n && distance[to] < 0) {
      distance[to] = steps;
      open.push(to);
    }
  };
  while (!open.empty()) {
    int at = open.front();
    open.pop();
    reach(at - 1, distance[at] + 1);
    reach(at + 1, distance[at] + 1);
    auto& same = places[s[at] - '0'];
    for (int to : same) reach(to, distance[at] + 1);
    same.clear();
  }
  printf("%d\n", distance[n - 1]);
}
