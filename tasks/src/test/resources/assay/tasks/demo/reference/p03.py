n, limit = map(int, input().split())
shelves = []
for weight in map(int, input().split()):
    for i, load in enumerate(shelves):
        if load + weight <= limit:
            shelves[i] += weight
            break
    else:
        shelves.append(weight)
print(len(shelves))
print(*shelves)
