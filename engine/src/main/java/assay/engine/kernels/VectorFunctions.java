package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The part of [VectorKernels] that changes elements one by one. The elements behind the last full
/// vector pass the same steps as those in lanes, so that a result does not depend on where a range
/// was cut.
final class VectorFunctions {
  private static final float CUBIC = 0.044715f;
  private static final float TWICE_ROOT = (float) (2 * Math.sqrt(2 / Math.PI));
  private static final float HALF_ROOT = (float) Math.sqrt(0.5);

  // erfc(z) = t * exp(-z^2 + polynomial in t) with t = 1 / (1 + z / 2), within 1.2e-7 of its value.
  // Source: Press et al., "Numerical Recipes", 1992, section 6.2 (erfcc), highest power first.
  private static final float[] ERFC = {
    (float) 0.17087277,
    (float) -0.82215223,
    (float) 1.48851587,
    (float) -1.13520398,
    (float) 0.27886807,
    (float) -0.18628806,
    (float) 0.09678418,
    (float) 0.37409196,
    (float) 1.00002368,
    (float) -1.26551223
  };

  private VectorFunctions() {}

  static void silu(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(x, i);
      v.div(VectorKernels.exp(v.neg()).add(1)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = x[i] / (Exponential.of(-x[i]) + 1);
    }
  }

  static void geluTanh(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(x, i);
      FloatVector inner = v.mul(v).mul(v).mul(CUBIC).add(v).mul(TWICE_ROOT);
      v.div(VectorKernels.exp(inner.neg()).add(1)).intoArray(x, i);
    }
    for (; i < to; i++) {
      float inner = (x[i] * x[i] * x[i] * CUBIC + x[i]) * TWICE_ROOT;
      x[i] = x[i] / (Exponential.of(-inner) + 1);
    }
  }

  static void gelu(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(x, i);
      FloatVector z = v.abs().mul(HALF_ROOT);
      FloatVector t = FloatVector.broadcast(FLOATS, 1).div(z.mul(0.5f).add(1));
      FloatVector p = FloatVector.broadcast(FLOATS, ERFC[0]);
      for (int k = 1; k < ERFC.length; k++) {
        p = p.fma(t, FloatVector.broadcast(FLOATS, ERFC[k]));
      }
      FloatVector tail = t.mul(VectorKernels.exp(p.sub(z.mul(z))));
      FloatVector both = FloatVector.broadcast(FLOATS, 2).sub(tail);
      FloatVector factor = tail.blend(both, v.compare(VectorOperators.GT, 0));
      v.mul(0.5f).mul(factor).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = gelu(x[i]);
    }
  }

  private static float gelu(float x) {
    float z = Math.abs(x) * HALF_ROOT;
    float t = 1 / (z * 0.5f + 1);
    float p = ERFC[0];
    for (int k = 1; k < ERFC.length; k++) {
      p = Math.fma(p, t, ERFC[k]);
    }
    float tail = t * Exponential.of(p - z * z);
    return x * 0.5f * (x > 0 ? 2 - tail : tail);
  }

  static void multiply(float[] x, float[] factors, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      load(x, i).mul(load(factors, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] *= factors[i];
    }
  }

  /// `tanh(|y|) = (1 - e) / (1 + e)` with `e = exp(-2 |y|)`.
  static void softCap(float[] x, int from, int to, float cap) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(x, i);
      FloatVector e = VectorKernels.exp(v.div(cap).abs().mul(-2));
      FloatVector one = FloatVector.broadcast(FLOATS, 1);
      FloatVector magnitude = one.sub(e).div(e.add(1)).mul(cap);
      magnitude.blend(magnitude.neg(), v.compare(VectorOperators.LT, 0)).intoArray(x, i);
    }
    for (; i < to; i++) {
      float e = Exponential.of(Math.abs(x[i] / cap) * -2);
      float magnitude = (1 - e) / (e + 1) * cap;
      x[i] = x[i] < 0 ? -magnitude : magnitude;
    }
  }

  static void layerNorm(
      float[] x, int offset, float[] gain, float[] bias, float epsilon, float[] out) {
    float[] lanes = new float[LANES];
    float mean = sum(x, offset, gain.length, lanes) / gain.length;
    float squares = squares(x, offset, gain.length, mean, lanes);
    float scale = (float) (1 / Math.sqrt(squares / gain.length + epsilon));
    int i = 0;
    for (; i <= gain.length - LANES; i += LANES) {
      FloatVector centred = load(x, offset + i).sub(mean);
      centred.mul(scale).mul(load(gain, i)).add(load(bias, i)).intoArray(out, offset + i);
    }
    for (; i < gain.length; i++) {
      out[offset + i] = (x[offset + i] - mean) * scale * gain[i] + bias[i];
    }
  }

  private static float sum(float[] x, int offset, int length, float[] lanes) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      sums = sums.add(load(x, offset + i));
    }
    float sum = Lanes.fold(sums, lanes);
    for (; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  private static float squares(float[] x, int offset, int length, float mean, float[] lanes) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector centred = load(x, offset + i).sub(mean);
      sums = centred.fma(centred, sums);
    }
    float sum = Lanes.fold(sums, lanes);
    for (; i < length; i++) {
      float centred = x[offset + i] - mean;
      sum = Math.fma(centred, centred, sum);
    }
    return sum;
  }

  static void addScaled(
      float factor, float[] x, int offset, int length, float[] out, int outOffset) {
    FloatVector factors = FloatVector.broadcast(FLOATS, factor);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      factors.fma(load(x, offset + i), load(out, outOffset + i)).intoArray(out, outOffset + i);
    }
    for (; i < length; i++) {
      out[outOffset + i] = Math.fma(factor, x[offset + i], out[outOffset + i]);
    }
  }
}
