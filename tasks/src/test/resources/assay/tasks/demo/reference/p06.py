from collections import Counter

n, k = map(int, input().split())
remainders = Counter(value % k for value in map(int, input().split()))
pairs = 0
for remainder, count in remainders.items():
    other = (k - remainder) % k
    if remainder == other:
        pairs += count * (count - 1) // 2
    elif remainder < other:
        pairs += count * remainders[other]
print(pairs)
