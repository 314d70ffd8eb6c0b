package assay.engine.tokenizer;

import java.util.Arrays;

/// A binary heap of longs, the smallest on top. Mutable; one serves one encoding.
final class LongHeap {
  private long[] values = new long[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void push(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    int index = size++;
    while (index > 0 && values[(index - 1) / 2] > value) {
      values[index] = values[(index - 1) / 2];
      index = (index - 1) / 2;
    }
    values[index] = value;
  }

  long pop() {
    long top = values[0];
    long last = values[--size];
    int index = 0;
    while (true) {
      int child = 2 * index + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && values[child + 1] < values[child]) {
        child++;
      }
      if (values[child] >= last) {
        break;
      }
      values[index] = values[child];
      index = child;
    }
    values[index] = last;
    return top;
  }
}
