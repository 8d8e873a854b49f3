// cuBLASLt for tests: products by plain loops over matrices by columns, in the host's memory.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition) \
  if (!(condition)) { fprintf(stderr, "%s: not %s\n", __func__, #condition); abort(); }

typedef struct { uint64_t rows, columns; int64_t leading; } layout;
typedef struct { int compute, transposed[2]; } operation;
typedef struct { uint64_t workspace; uint32_t alignments[4]; } preference;
typedef struct { uint64_t data[8]; size_t workspace; int state; float waves; int reserved[4]; } heuristic;

static char library;

static void say(const char* name, int value) {
  FILE* log = fopen(getenv("FAKE_CUDA_LOG"), "a");
  fprintf(log, "%s %d\n", name, value);
  fclose(log);
}

const char* cublasLtGetStatusString(int status) { return "fake status"; }
int cublasLtCreate(void** made) { say("create cublasLt", 0); *made = &library; return 0; }
int cublasLtDestroy(void* ended) { CHECK(ended == &library); say("destroy cublasLt", 0); return 0; }

int cublasLtMatrixLayoutInit_internal(
    layout* made, size_t size, int type, uint64_t rows, uint64_t columns, int64_t leading) {
  CHECK(size >= sizeof(layout) && type == 0);
  *made = (layout) {rows, columns, leading};
  return 0;
}
int cublasLtMatmulDescInit_internal(operation* made, size_t size, int compute, int scale) {
  CHECK(size >= sizeof(operation) && scale == 0);
  *made = (operation) {compute, {0, 0}};
  return 0;
}
int cublasLtMatmulDescSetAttribute(operation* of, int attribute, const int* value, size_t bytes) {
  CHECK((attribute == 3 || attribute == 4) && bytes == 4 && (*value == 0 || *value == 1));
  of->transposed[attribute - 3] = *value;
  return 0;
}
int cublasLtMatmulPreferenceInit_internal(preference* made, size_t size) {
  CHECK(size >= sizeof(preference));
  *made = (preference) {0};
  return 0;
}
int cublasLtMatmulPreferenceSetAttribute(
    preference* of, int attribute, const void* value, size_t bytes) {
  if (attribute == 1) {
    CHECK(bytes == 8);
    of->workspace = *(const uint64_t*) value;
  } else {
    CHECK(attribute >= 5 && attribute <= 8 && bytes == 4);
    of->alignments[attribute - 5] = *(const uint32_t*) value;
  }
  return 0;
}
int cublasLtMatmulAlgoGetHeuristic(void* of, operation* what, layout* a, layout* b, layout* c,
    layout* d, preference* wanted, int most, heuristic* found, int* count) {
  CHECK(of == &library && c == d && most == 1 && wanted->workspace == 4 << 20);
  for (int i = 1; i < 4; i++) CHECK(wanted->alignments[i] == wanted->alignments[0]);
  found->data[0] = wanted->alignments[0];
  found->state = 0;
  *count = a->rows == 13 ? 0 : 1;
  return 0;
}
int cublasLtMatmul(void* of, operation* what, const float* alpha, const float* a, layout* la,
    const float* b, layout* lb, const float* beta, const float* c, layout* lc, float* d,
    layout* ld, const uint64_t* algorithm, void* workspace, size_t bytes, void* stream) {
  CHECK(of == &library && c == d && lc == ld && workspace && bytes == 4 << 20 && stream);
  CHECK((((uint64_t) a | (uint64_t) b | (uint64_t) c) % algorithm[0]) == 0);
  say(what->compute == 68 ? "f32 product, alignment" : "tf32 product, alignment",
      (int) algorithm[0]);
  uint64_t inner = what->transposed[0] ? la->rows : la->columns;
  for (uint64_t row = 0; row < ld->rows; row++) {
    for (uint64_t column = 0; column < ld->columns; column++) {
      float sum = 0;
      for (uint64_t i = 0; i < inner; i++) {
        sum += (what->transposed[0] ? a[i + row * la->leading] : a[row + i * la->leading])
            * (what->transposed[1] ? b[column + i * lb->leading] : b[i + column * lb->leading]);
      }
      float* result = d + row + column * ld->leading;
      *result = *alpha * sum + (*beta == 0 ? 0 : *beta * *result);
    }
  }
  return 0;
}
