__device__ __forceinline__ float square(float a) { return a * a; }
__device__ __forceinline__ float sign(float a) { return a > 0.0f ? 1.0f : (a < 0.0f ? -1.0f : 0.0f); }

extern "C" __global__ void __launch_bounds__(256) update(
    const int rows,
    const float* __restrict__ gradient,
    const float* __restrict__ rate,
    float* __restrict__ firstState,
    float* __restrict__ secondState,
    float* __restrict__ parameters) {
  const float s15 = rate[0];
  const size_t all = (size_t) rows * 1;
  for (size_t i = (size_t) blockIdx.x * blockDim.x + threadIdx.x; i < all; i += (size_t) gridDim.x * blockDim.x) {
    const int r = (int) (i / 1);
    const float c1 = firstState[r];
    const float c2 = (0.9f * c1);
    const float c4 = gradient[r];
    const float c5 = (0.1f * c4);
    const float c6 = (c2 + c5);
    const float c8 = secondState[r];
    const float c9 = (0.999f * c8);
    const float c11 = square(c4);
    const float c12 = (0.001f * c11);
    const float c13 = (c9 + c12);
    const float c14 = parameters[r];
    const float c16 = (s15 * c6);
    const float c17 = sqrtf(c13);
    const float c19 = (c17 + 1.0E-7f);
    const float c20 = (c16 / c19);
    const float c21 = (c14 - c20);
    firstState[r] = c6;
    secondState[r] = c13;
    parameters[r] = c21;
  }
}
