import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { startSandbox } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    people: { type: 'string' },
    data: { type: 'string' },
    start: { type: 'string' },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  ...(values.people !== undefined && { people: values.people }),
  ...(values.data !== undefined && { data: values.data }),
  ...(values.start !== undefined && { start: Temporal.Instant.from(values.start) }),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
}
console.log(JSON.stringify({ ready: true, url: sandbox.url, certificate: sandbox.certificate }));
