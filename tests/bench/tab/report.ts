import { printTable, time } from '../matching/format.ts';
import type { TabMeasured } from './measure.ts';

const aims = { kilobytes: 220, wide: 95, mobile: 90, accessibility: 100 };

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export function printTab({ firstLoad, cold, warm, wide, mobile }: TabMeasured): void {
  printTable([
    ['', '', 'aim'],
    ['first load', kilobytes(firstLoad.reduce((sum, { bytes }) => sum + bytes, 0)), `≤ ${aims.kilobytes} kB`],
    ...firstLoad.map(({ name, bytes }) => [`  ${name}`, kilobytes(bytes)]),
    ['Lighthouse: performance, wide', String(wide.performance), `≥ ${aims.wide}`],
    ['  mobile', String(mobile.performance), `≥ ${aims.mobile}`],
    ['  accessibility, wide', String(wide.accessibility), String(aims.accessibility)],
    ['  accessibility, mobile', String(mobile.accessibility), String(aims.accessibility)],
    ...[...new Set([...wide.amiss, ...mobile.amiss])].map((finding) => [`    ${finding}`]),
    [`to my next meeting, half of ${cold.length} within`, time(median(cold))],
    ['  with the files of the tab kept from before', time(median(warm))],
  ]);
}
