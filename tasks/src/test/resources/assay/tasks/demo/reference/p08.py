class Solution:
    def countTwice(self, words: List[str]) -> int:
        seen = {}
        for word in words:
            seen[word] = seen.get(word, 0) + 1
        return sum(1 for count in seen.values() if count == 2)
