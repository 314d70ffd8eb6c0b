class Solution:
    def fewestCoins(self, coins: List[int], amount: int) -> int:
        best = [0] + [None] * amount
        for value in range(1, amount + 1):
            for coin in coins:
                if coin <= value and best[value - coin] is not None:
                    count = best[value - coin] + 1
                    if best[value] is None or count < best[value]:
                        best[value] = count
        return -1 if best[amount] is None else best[amount]
