import { competitors } from './competitors.ts';
import { answer, ready } from './child.ts';

/** Solves a fit table with one competitor, in a process of its own: `node solve.ts NAME TABLE SIZE`. */
const [name = '', path = '', size = ''] = process.argv.slice(2);
const competitor = competitors.find((one) => one.name === name);
if (!competitor) throw new Error(`no competitor ${name}`);
const solve = await competitor.prepare(path, Number(size));
ready();
const start = performance.now();
const columns = solve();
answer({ milliseconds: performance.now() - start, columns });
