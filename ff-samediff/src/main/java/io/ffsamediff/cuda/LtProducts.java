package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.product;
import static org.bytedeco.cuda.global.cublas.cublasLtCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtDestroy;

import io.ffsamediff.cuda.CudaHandle.HandleOwner;
import org.bytedeco.cuda.cublas.cublasLtContext;

/** cuBLASLt on a device, with the scratch memory that its products share. */
final class LtProducts implements AutoCloseable {

  private final cublasLtContext library;
  private final DeviceMemory workspace;

  private LtProducts(cublasLtContext library, DeviceMemory workspace) {
    this.library = library;
    this.workspace = workspace;
  }

  /**
   * Starts cuBLASLt; the context is the calling thread's.
   *
   * @param owner who hears of the scratch memory's end
   * @param workspaceBytes size of the scratch memory
   */
  static LtProducts open(HandleOwner owner, long workspaceBytes) {
    DeviceMemory workspace =
        DeviceMemory.allocate(owner, "scratch memory of products", workspaceBytes);
    try {
      cublasLtContext library = new cublasLtContext();
      product("cublasLtCreate", cublasLtCreate(library));
      return new LtProducts(library, workspace);
    } catch (GpuException e) {
      workspace.close();
      throw e;
    }
  }

  cublasLtContext library() {
    return library;
  }

  DeviceMemory workspace() {
    return workspace;
  }

  @Override
  public void close() {
    int status = cublasLtDestroy(library);
    workspace.close();
    product("cublasLtDestroy", status);
  }
}
