package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/** A prepared operation of oneDNN and its operands, which it closes. */
final class DnnlPrimitive implements AutoCloseable {

  private final dnnl_primitive primitive = new dnnl_primitive();
  private final dnnl_stream stream;
  private final List<Operand> operands;
  private final dnnl_exec_arg_t arguments;

  /**
   * An operand and its role.
   *
   * @param role one of oneDNN's {@code DNNL_ARG_} numbers
   */
  record Operand(int role, DnnlMemory memory) {}

  /**
   * Generates the code.
   *
   * @param description stays the caller's
   */
  DnnlPrimitive(OneDnn dnn, dnnl_primitive_desc description, List<Operand> operands) {
    this.stream = dnn.stream();
    this.operands = List.copyOf(operands);
    OneDnn.check("primitive", dnnl_primitive_create(primitive, description));
    arguments = new dnnl_exec_arg_t(operands.size());
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      arguments.position(i).arg(operand.role()).memory(operand.memory().handle());
    }
    arguments.position(0);
  }

  /** Runs on what the operands point to. */
  void run() {
    OneDnn.check("run", dnnl_primitive_execute(primitive, stream, operands.size(), arguments));
  }

  @Override
  public void close() {
    OneDnn.check("primitive", dnnl_primitive_destroy(primitive));
    arguments.close();
    operands.forEach(operand -> operand.memory().close());
  }
}
