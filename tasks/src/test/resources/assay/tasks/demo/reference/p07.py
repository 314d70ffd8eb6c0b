import heapq

towns, roads = map(int, input().split())
neighbours = [[] for _ in range(towns + 1)]
for _ in range(roads):
    a, b, toll = map(int, input().split())
    neighbours[a].append((b, toll))
    neighbours[b].append((a, toll))
paid = {}
queue = [(0, 1, 0)]
while queue:
    cost, town, used = heapq.heappop(queue)
    if (town, used) in paid:
        continue
    paid[town, used] = cost
    for other, toll in neighbours[town]:
        heapq.heappush(queue, (cost + toll, other, used))
        if not used:
            heapq.heappush(queue, (cost, other, 1))
costs = [paid[towns, used] for used in (0, 1) if (towns, used) in paid]
print(min(costs) if costs else -1)
