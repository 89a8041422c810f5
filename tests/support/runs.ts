const all = process.env['RUNS'] === 'all';

/**
 * How often a property is tried: a quarter of `many` where everything is tested, each time from other seeds, and as often as
 * said with `RUNS=all`.
 */
export const runs = (many: number): number => (all ? many : Math.ceil(many / 4));
