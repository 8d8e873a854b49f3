__device__ __forceinline__ float square(float a) { return a * a; }
__device__ __forceinline__ float sign(float a) { return a > 0.0f ? 1.0f : (a < 0.0f ? -1.0f : 0.0f); }
__device__ __forceinline__ float rowSum(float a) {
  #pragma unroll
  for (int lanes = 16; lanes > 0; lanes >>= 1) a += __shfl_xor_sync(0xffffffffu, a, lanes);
  __shared__ float warps[4];
  __syncthreads();
  if ((threadIdx.x & 31) == 0) warps[threadIdx.x >> 5] = a;
  __syncthreads();
  a = 0.0f;
  #pragma unroll
  for (int w = 0; w < 4; ++w) a += warps[w];
  return a;
}

extern "C" __global__ void __launch_bounds__(128) layerA(
    const int rows,
    const float* __restrict__ product,
    const float* __restrict__ bias,
    const float* __restrict__ positiveLabels,
    const float* __restrict__ labelKernel,
    const float* __restrict__ inverseRows,
    const float* __restrict__ negativeLabels,
    float* __restrict__ preActivationGradient,
    float* __restrict__ positiveNormalized,
    float* __restrict__ negativeNormalized,
    float* __restrict__ partials) {
  const float s18 = inverseRows[0];
  const int block = blockIdx.x;
  const int blocks = gridDim.x;
  double a0 = 0.0;
  double a1 = 0.0;
  double a2 = 0.0;
  float a3[4];
  #pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int u = threadIdx.x + k * 128;
    if (u < 500) {
      a3[k] = 0.0f;
    }
  }
  __shared__ float a4[5000];
  #pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int u = threadIdx.x + k * 128;
    if (u < 500) {
      #pragma unroll
      for (int c = 0; c < 10; ++c) {
        a4[c * 500 + u] = 0.0f;
      }
    }
  }
  for (int r = block; r < rows; r += blocks) {
    const size_t at = (size_t) r * 500;
    float w0[10];
    #pragma unroll
    for (int c = 0; c < 10; ++c) w0[c] = positiveLabels[(size_t) r * 10 + c];
    float w1[10];
    #pragma unroll
    for (int c = 0; c < 10; ++c) w1[c] = negativeLabels[(size_t) r * 10 + c];
    float k5[4];
    float k23[4];
    float q8 = 0.0f;
    float q26 = 0.0f;
    #pragma unroll
    for (int k = 0; k < 4; ++k) {
      const int u = threadIdx.x + k * 128;
      if (u < 500) {
        const float v0 = product[at + u];
        const float v1 = bias[u];
        const float v2 = (v0 + v1);
        float v3 = 0.0f;
        #pragma unroll
        for (int c = 0; c < 10; ++c) {
          if (w0[c] != 0.0f) v3 += w0[c] * labelKernel[c * 500 + u];
        }
        const float v4 = (v2 + v3);
        const float v5 = fmaxf(v4, 0.0f);
        k5[k] = v5;
        const float v7 = square(v5);
        q8 += v7;
        float v21 = 0.0f;
        #pragma unroll
        for (int c = 0; c < 10; ++c) {
          if (w1[c] != 0.0f) v21 += w1[c] * labelKernel[c * 500 + u];
        }
        const float v22 = (v2 + v21);
        const float v23 = fmaxf(v22, 0.0f);
        k23[k] = v23;
        const float v25 = square(v23);
        q26 += v25;
      }
    }
    const float c8 = rowSum(q8);
    const float c26 = rowSum(q26);
    const float c10 = (c8 * 0.002f);
    const float c11 = (1.5f - c10);
    const float c13 = (c11 * 1.0f);
    const float c14 = (1.0f / (1.0f + expf(-c13)));
    const float c15 = (c14 * 1.0f);
    const float c17 = (c15 * -0.004f);
    const float c19 = (c17 * s18);
    const float c28 = (c26 * 0.002f);
    const float c29 = (1.5f - c28);
    const float c31 = (c29 * -1.0f);
    const float c32 = (1.0f / (1.0f + expf(-c31)));
    const float c33 = (c32 * -1.0f);
    const float c35 = (c33 * -0.004f);
    const float c36 = (c35 * s18);
    const float c39 = fmaxf(c13, 0.0f);
    const float c40 = fabsf(c13);
    const float c41 = (-c40);
    const float c42 = expf(c41);
    const float c43 = log1pf(c42);
    const float c44 = (c39 + c43);
    const float c45 = fmaxf(c31, 0.0f);
    const float c46 = fabsf(c31);
    const float c47 = (-c46);
    const float c48 = expf(c47);
    const float c49 = log1pf(c48);
    const float c50 = (c45 + c49);
    const float c51 = (c44 + c50);
    const float c52 = (c10 + c28);
    const float c53 = (c10 - c28);
    const float c57 = sqrtf(c8);
    const float c59 = (c57 + 1.0E-4f);
    const float c60 = (1.0f / c59);
    const float c63 = sqrtf(c26);
    const float c65 = (c63 + 1.0E-4f);
    const float c66 = (1.0f / c65);
    #pragma unroll
    for (int k = 0; k < 4; ++k) {
      const int u = threadIdx.x + k * 128;
      if (u < 500) {
        const float v20 = (k5[k] * c19);
        const float v37 = (k23[k] * c36);
        const float v38 = (v20 + v37);
        preActivationGradient[at + u] = v38;
        const float v54 = (c19 * k5[k]);
        a3[k] += v54;
        const float v55 = (c36 * k23[k]);
        a3[k] += v55;
        #pragma unroll
        for (int c = 0; c < 10; ++c) {
          if (w0[c] != 0.0f) a4[c * 500 + u] += w0[c] * v20;
        }
        #pragma unroll
        for (int c = 0; c < 10; ++c) {
          if (w1[c] != 0.0f) a4[c * 500 + u] += w1[c] * v37;
        }
        const float v61 = (k5[k] * c60);
        positiveNormalized[at + u] = v61;
        const float v67 = (k23[k] * c66);
        negativeNormalized[at + u] = v67;
      }
    }
    a0 += c51;
    a1 += c52;
    a2 += c53;
  }
  if (threadIdx.x == 0) partials[(size_t) block * 5503 + 0] = (float) a0;
  if (threadIdx.x == 0) partials[(size_t) block * 5503 + 1] = (float) a1;
  if (threadIdx.x == 0) partials[(size_t) block * 5503 + 2] = (float) a2;
  #pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int u = threadIdx.x + k * 128;
    if (u < 500) {
      partials[(size_t) block * 5503 + 3 + u] = a3[k];
    }
  }
  #pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int u = threadIdx.x + k * 128;
    if (u < 500) {
      #pragma unroll
      for (int c = 0; c < 10; ++c) {
        partials[(size_t) block * 5503 + 503 + c * 500 + u] = a4[c * 500 + u];
      }
    }
  }
}
