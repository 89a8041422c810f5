import type { Fault as SandboxFault } from '../../infra/sandbox/faults.ts';

/** A fault as the sandbox's `POST /control/faults` takes it. */
export type Fault = Partial<SandboxFault> & Pick<SandboxFault, 'path'>;
