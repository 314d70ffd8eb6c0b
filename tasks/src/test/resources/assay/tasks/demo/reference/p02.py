text = input().strip()
best_length, best_letter = 0, ""
start = 0
for i in range(1, len(text) + 1):
    if i == len(text) or text[i] != text[start]:
        if i - start > best_length:
            best_length, best_letter = i - start, text[start]
        start = i
print(best_letter, best_length)
