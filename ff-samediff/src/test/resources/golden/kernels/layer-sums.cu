__device__ __forceinline__ float square(float a) { return a * a; }
__device__ __forceinline__ float sign(float a) { return a > 0.0f ? 1.0f : (a < 0.0f ? -1.0f : 0.0f); }

extern "C" __global__ void __launch_bounds__(1024) layerASums(
    const int left,
    const float* __restrict__ partials,
    float* __restrict__ lossSum,
    float* __restrict__ goodnessSum,
    float* __restrict__ goodnessContrast,
    float* __restrict__ biasGradient,
    float* __restrict__ labelKernelGradient) {
  __shared__ double slices[32][33];
  const int lane = threadIdx.x & 31;
  const int slice = threadIdx.x >> 5;
  const int i = blockIdx.x * 32 + lane;
  double slicesSum = 0.0;
  if (i < 5503) {
    for (int b = slice; b < left; b += 32) slicesSum += partials[(size_t) b * 5503 + i];
  }
  slices[slice][lane] = slicesSum;
  __syncthreads();
  if (slice == 0 && i < 5503) {
    double all = 0.0;
    for (int s = 0; s < 32; ++s) all += slices[s][lane];
    const float sum = (float) all;
    if (i < 1) lossSum[i - 0] = sum;
    else if (i < 2) goodnessSum[i - 1] = sum;
    else if (i < 3) goodnessContrast[i - 2] = sum;
    else if (i < 503) biasGradient[i - 3] = sum;
    else if (i < 5503) labelKernelGradient[i - 503] += sum;
  }
}
