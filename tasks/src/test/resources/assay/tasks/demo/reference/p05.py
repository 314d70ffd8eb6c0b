rows, columns = map(int, input().split())
cost = [list(map(int, input().split())) for _ in range(rows)]
for r in range(rows):
    for c in range(columns):
        before = []
        if r > 0:
            before.append(cost[r - 1][c])
        if c > 0:
            before.append(cost[r][c - 1])
        cost[r][c] += min(before, default=0)
print(cost[-1][-1])
