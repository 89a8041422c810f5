import { dirname } from 'node:path';
import { Child } from '../../../infra/processes/child.ts';

/** Starts a child, as npm start does, tells its number and waits to be killed. */
const script = process.argv[2] ?? '';
const nobody = () => undefined;
const child = new Child({ name: 'child', command: [script], logs: dirname(script), say: nobody, died: nobody });
await child.line((line) => (line === 'ready' ? line : undefined), 30_000);
console.log(child.pid);
setInterval(nobody, 1_000);
