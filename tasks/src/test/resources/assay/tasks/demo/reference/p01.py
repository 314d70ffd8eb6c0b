n = int(input())
on_board = fullest = 0
for _ in range(n):
    leaving, entering = map(int, input().split())
    on_board += entering - leaving
    fullest = max(fullest, on_board)
print(fullest)
