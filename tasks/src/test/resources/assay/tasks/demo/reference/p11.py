class Solution:
    def isBalanced(self, text: str) -> bool:
        partner = {")": "(", "]": "[", "}": "{"}
        open_brackets = []
        for character in text:
            if character in "([{":
                open_brackets.append(character)
            elif character in partner:
                if not open_brackets or open_brackets.pop() != partner[character]:
                    return False
        return not open_brackets
