import sys

n = int(sys.stdin.readline())
events = []
for _ in range(n):
    start, end = map(int, sys.stdin.readline().split())
    events.append((start, 1))
    events.append((end, -1))
busy = rooms = 0
for _, change in sorted(events):
    busy += change
    rooms = max(rooms, busy)
print(rooms)
