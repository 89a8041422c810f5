import { availableParallelism } from 'node:os';
import { memory, number, printTable, time } from '../matching/format.ts';
import type { Sent } from './measure.ts';

/** What Teams takes of a bot in a second, for each tenant. */
const ceiling = 50;
const aims = { rate: 0.95, milliseconds: 200, growth: 1.1 };

export const isSound = ({ people, sent, refused, early }: Sent): boolean =>
  sent === people && refused === 0 && early === 0;

export function printSent(found: Sent): void {
  const { people, sent, seconds, writes, refused, early, highestPerSecond, taps } = found;
  const rate = writes / seconds;
  const waits = taps.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const percentile = (part: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? 0;
  const { first, last, most } = found.memory;
  const { server, database, chat, others } = found.processor;
  const left = availableParallelism() - others / seconds;
  const allowed = [
    ['  the processors allow, without what others had of them', (left * writes) / (server + database + chat)],
    ['  the one thread of the server allows', writes / server],
  ] as const;
  printTable([
    ['', '', 'aim'],
    ['check-ins sent', `${number(sent)} of ${number(people)}`, number(people)],
    ['time', time(seconds * 1_000)],
    ['messages and changes of them a second', rate.toFixed(1), ''],
    [`  of the ${ceiling} that there may be`, (rate / ceiling).toFixed(3), aims.rate.toFixed(2)],
    ...allowed.filter(([, each]) => Number.isFinite(each)).map(([name, each]) => [name, each.toFixed(1), '']),
    ['most in any second', number(highestPerSecond), `≤ ${ceiling}`],
    ['429s', number(refused), '0'],
    ['requests before their time', number(early), '0'],
    ['cards answered meanwhile', `${number(taps.filter(({ isTaken }) => isTaken).length)} of ${number(taps.length)}`],
    ['  half of them within', time(percentile(0.5))],
    ['  99 % within', time(percentile(0.99)), `< ${aims.milliseconds} ms`],
    ['  the slowest within', time(waits.at(-1) ?? 0)],
    ['memory in the first quarter of the time', memory(first)],
    ['memory in the last', memory(last), `≤ ×${aims.growth}`],
    ['memory at most', memory(most)],
  ]);
}
