/** A refusal of the control routes. */
export function problem(reply: { code(status: number): unknown }, status: number, message: string): unknown {
  reply.code(status);
  return { error: { message } };
}
