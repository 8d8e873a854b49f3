// A driver of CUDA for tests: its device memory is the host's, and its one kernel is "scale".
// It logs calls that make or end something, and ends the process where a handle is not its own.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY (1 << 20)
#define CHECK(condition) \
  if (!(condition)) { fprintf(stderr, "%s: not %s\n", __func__, #condition); abort(); }

typedef unsigned long long address;
typedef struct { int kind; address to, from; size_t bytes; float factor; long long all; int first; } work;

static char context, stream, module, function, graph, executable;
static size_t taken;
static int capturing, captured;
static work queue[64];

static void say(const char* name) {
  FILE* log = fopen(getenv("FAKE_CUDA_LOG"), "a");
  fprintf(log, "%s\n", name);
  fclose(log);
}

static int doIt(work w) {
  if (w.kind == 0) memcpy((void*) w.to, (void*) w.from, w.bytes);
  if (w.kind == 1) memset((void*) w.to, 0, w.bytes);
  if (w.kind == 2) for (long long i = w.first; i < w.all; i++) ((float*) w.to)[i] *= w.factor;
  return 0;
}

static int enqueue(work w, void* on) {
  CHECK(on == &stream);
  if (!capturing) return doIt(w);
  queue[captured++] = w;
  return 0;
}

int cuInit(unsigned flags) { CHECK(flags == 0); return 0; }
// Asked for by NVRTC, which goes on without.
int cuGetExportTable(const void** table, const void* id) { return 500; }
int cuDriverGetVersion(int* version) { *version = 12090; return 0; }
int cuDeviceGetCount(int* count) { *count = 1; return 0; }
int cuDeviceGet(int* device, int ordinal) { CHECK(ordinal == 0); *device = 7; return 0; }
int cuDeviceGetName(char* name, int length, int device) {
  CHECK(device == 7);
  snprintf(name, length, "Fake GPU");
  return 0;
}
int cuDeviceTotalMem_v2(size_t* bytes, int device) { *bytes = MEMORY; return 0; }
int cuDeviceGetAttribute(int* value, int attribute, int device) {
  *value = attribute == 75 ? 8 : attribute == 76 ? 9 : attribute == 16 ? 42 : -1;
  return 0;
}
int cuDevicePrimaryCtxRetain(void** made, int device) { say("retain"); *made = &context; return 0; }
int cuDevicePrimaryCtxRelease_v2(int device) { CHECK(device == 7); say("release"); return 0; }
int cuCtxSetCurrent(void* current) { CHECK(current == &context); return 0; }
int cuStreamCreate(void** made, unsigned flags) {
  CHECK(flags == 1);
  *made = &stream;
  return 0;
}
int cuStreamDestroy_v2(void* ended) { CHECK(ended == &stream); say("destroy stream"); return 0; }
int cuStreamSynchronize(void* on) { CHECK(on == &stream); return 0; }
int cuGetErrorName(int error, const char** name) { *name = "CUDA_ERROR_FAKE"; return 0; }
int cuGetErrorString(int error, const char** words) { *words = "fake words"; return 0; }

int cuMemGetInfo_v2(size_t* available, size_t* total) {
  *available = MEMORY - taken;
  *total = MEMORY;
  return 0;
}
// As much as the workspace of products needs is given beyond the device's memory.
int cuMemAlloc_v2(address* made, size_t bytes) {
  if (bytes != 4 << 20) {
    if (bytes > MEMORY - taken) return 2;
    taken += bytes;
  }
  say("allocate");
  *made = (address) aligned_alloc(256, (bytes + 255) / 256 * 256);
  return 0;
}
int cuMemFree_v2(address ended) { say("free"); free((void*) ended); return 0; }
int cuMemHostAlloc(void** made, size_t bytes, unsigned flags) {
  say("pin");
  *made = malloc(bytes);
  return 0;
}
int cuMemFreeHost(void* ended) { say("unpin"); free(ended); return 0; }
int cuMemcpyHtoDAsync_v2(address to, const void* from, size_t bytes, void* on) {
  return enqueue((work) {.kind = 0, .to = to, .from = (address) from, .bytes = bytes}, on);
}
int cuMemcpyDtoHAsync_v2(void* to, address from, size_t bytes, void* on) {
  return enqueue((work) {.kind = 0, .to = (address) to, .from = from, .bytes = bytes}, on);
}
int cuMemcpyDtoDAsync_v2(address to, address from, size_t bytes, void* on) {
  return enqueue((work) {.kind = 0, .to = to, .from = from, .bytes = bytes}, on);
}
int cuMemsetD32Async(address to, unsigned value, size_t words, void* on) {
  CHECK(value == 0);
  return enqueue((work) {.kind = 1, .to = to, .bytes = 4 * words}, on);
}

int cuModuleLoadData(void** made, const void* image) {
  CHECK(memcmp(image, "\177ELF", 4) == 0);
  say("load");
  *made = &module;
  return 0;
}
int cuModuleGetFunction(void** made, void* of, const char* name) {
  CHECK(of == &module);
  if (strcmp(name, "scale") != 0) return 500;
  *made = &function;
  return 0;
}
int cuModuleUnload(void* ended) { CHECK(ended == &module); say("unload"); return 0; }
int cuFuncSetAttribute(void* of, int attribute, int value) {
  CHECK(of == &function && attribute == 8 && value == 65536);
  say("allow shared memory");
  return 0;
}
int cuLaunchKernel(void* of, unsigned bx, unsigned by, unsigned bz, unsigned tx, unsigned ty,
    unsigned tz, unsigned shared, void* on, void** arguments, void** extra) {
  CHECK(of == &function && bx == 3 && by == 1 && bz == 1 && tx == 128 && ty == 1 && tz == 1);
  CHECK((shared == 0 || shared == 65536) && extra == 0);
  return enqueue((work) {.kind = 2, .to = *(address*) arguments[0],
      .factor = *(float*) arguments[1], .all = *(long long*) arguments[2],
      .first = *(int*) arguments[3]}, on);
}

int cuStreamBeginCapture_v2(void* on, int mode) {
  CHECK(on == &stream && mode == 1 && !capturing);
  capturing = 1;
  captured = 0;
  return 0;
}
int cuStreamEndCapture(void* on, void** made) {
  CHECK(on == &stream && capturing);
  capturing = 0;
  *made = &graph;
  return 0;
}
int cuGraphInstantiateWithFlags(void** made, void* of, unsigned long long flags) {
  CHECK(of == &graph && flags == 0);
  say("instantiate");
  *made = &executable;
  return 0;
}
int cuGraphDestroy(void* ended) { CHECK(ended == &graph); say("destroy graph"); return 0; }
int cuGraphLaunch(void* of, void* on) {
  CHECK(of == &executable && on == &stream);
  for (int i = 0; i < captured; i++) doIt(queue[i]);
  return 0;
}
int cuGraphExecDestroy(void* ended) {
  CHECK(ended == &executable);
  say("destroy executable");
  return 0;
}
