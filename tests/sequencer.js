import Sequencer from '@jest/test-sequencer';

/** Whole programmes take longest: begun last, they would end alone on a machine that has not seen them before. */
const first = [
  '/e2e/',
  '/faults/',
  '/bot/storage/embedded',
  '/bot/http/',
  '/together/http/',
  '/bot/microsoft/graph/governor',
];

/** What takes longest begins first, also where jest does not know yet how long anything takes. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = first.findIndex((part) => path.replaceAll('\\', '/').includes(part));
      return found === -1 ? first.length : found;
    };
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
}
