import { memory, number, printTable, time } from '../matching/format.ts';
import { requests, type Measured } from './measure.ts';

const aims = { milliseconds: 50, growth: 1.1 };

export const isSound = ({ answered }: Measured): boolean => answered.every(({ isGood }) => isGood);

export function printMeasured(found: Measured): void {
  const { answered, seconds, processor } = found;
  const { first, last, most } = found.memory;
  const waits = (path?: string) =>
    answered
      .filter((one) => path === undefined || one.path === path)
      .map(({ milliseconds }) => milliseconds)
      .toSorted((a, b) => a - b);
  const at = (all: readonly number[], part: number) =>
    all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0;
  const bytesOf = (path: string) => {
    const these = answered.filter((one) => one.path === path);
    return these.reduce((sum, { bytes }) => sum + bytes, 0) / Math.max(1, these.length) / 1_000;
  };
  printTable([
    ['', '', 'aim'],
    ['requests a second', (answered.length / seconds).toFixed(1)],
    ['without a good answer', number(answered.filter(({ isGood }) => !isGood).length), '0'],
    ['half of them within', time(at(waits(), 0.5))],
    ['99 % within', time(at(waits(), 0.99)), `< ${aims.milliseconds} ms`],
    ['the slowest within', time(at(waits(), 1))],
    ...requests.map((path) => [
      `  ${path}`,
      `${time(at(waits(path), 0.5))}, 99 % ${time(at(waits(path), 0.99))}, ${bytesOf(path).toFixed(1)} kB`,
    ]),
    ...Object.entries(processor).map(([part, used]) => [
      `processors used by ${part === 'others' ? 'what else ran' : `the ${part}`}`,
      (used / seconds).toFixed(2),
    ]),
    ['memory in the first quarter of the time', memory(first)],
    ['memory in the last', memory(last), `≤ ×${aims.growth}`],
    ['memory at most', memory(most)],
  ]);
}
