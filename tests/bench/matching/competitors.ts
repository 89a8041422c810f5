import type { Highs } from 'highs';
import { barred, fitRows } from './fit-table.ts';

/** The columns chosen for each row of a table; -1, or a barred one, for nobody. */
type Columns = readonly number[];

/**
 * Something from npm that solves assignments. `prepare` puts a table into the shape it asks for, and what it answers
 * does the work that is measured.
 */
export interface Competitor {
  readonly name: string;
  prepare(path: string, size: number): Promise<() => Columns>;
}

/** The cost of a barred pair: one pairing more outweighs whatever all others could gain. */
export const barredCost = (size: number) => 1_000 * size + 1;

const costOf = (fit: number, size: number) => (fit === barred ? barredCost(size) : 1_000 - fit);

function costRows(path: string, size: number): number[][] {
  return Array.from(fitRows(path, size), (fits) => Array.from(fits, (fit) => costOf(fit, size)));
}

/** From pairs of row and column. */
function toColumns(size: number, pairs: readonly (readonly [row: number, column: number])[]): Columns {
  const columns = new Array<number>(size).fill(-1);
  for (const [row, column] of pairs) columns[row] = column;
  return columns;
}

export const competitors: readonly Competitor[] = [
  {
    name: 'linear-sum-assignment',
    async prepare(path, size) {
      const { linearSumAssignment } = await import('linear-sum-assignment');
      const { Matrix } = await import('ml-matrix');
      const costs = new Matrix(size, size);
      let row = 0;
      for (const fits of fitRows(path, size)) {
        for (const [column, fit] of fits.entries()) costs.set(row, column, costOf(fit, size));
        row += 1;
      }
      return () => [...linearSumAssignment(costs, { maximaze: false }).rowAssignments];
    },
  },
  {
    name: 'hungarian-on3',
    async prepare(path, size) {
      const { default: hungarian } = await import('hungarian-on3');
      const costs = costRows(path, size);
      return () => toColumns(size, hungarian(costs));
    },
  },
  {
    name: 'munkres-js',
    async prepare(path, size) {
      const { default: munkres } = await import('munkres-js');
      const costs = costRows(path, size);
      return () => toColumns(size, munkres(costs));
    },
  },
  {
    name: 'highs',
    async prepare(path, size) {
      // Its types describe the CommonJS build, which is exported otherwise.
      const { default: loadHighs } = (await import('highs')) as unknown as { default: () => Promise<Highs> };
      const highs = await loadHighs();
      let count = 0;
      for (const fits of fitRows(path, size)) count += fits.filter((fit) => fit !== barred).length;
      // The two constraints of each pair: its row's and its column's.
      const constraints = new Int32Array(2 * count);
      const gains = new Float64Array(count);
      let pair = 0;
      let row = 0;
      for (const fits of fitRows(path, size)) {
        for (const [column, fit] of fits.entries()) {
          if (fit === barred) continue;
          constraints.set([row, size + column], 2 * pair);
          gains[pair] = barredCost(size) + fit;
          pair += 1;
        }
        row += 1;
      }
      // A variable for each pair, a constraint for each person: in an assignment its corners are whole by themselves.
      const model = {
        sense: highs.constants.objectiveSense.maximize,
        numCols: count,
        numRows: 2 * size,
        colCost: gains,
        colLower: new Float64Array(count),
        colUpper: new Float64Array(count).fill(1),
        rowLower: new Float64Array(2 * size),
        rowUpper: new Float64Array(2 * size).fill(1),
        matrix: {
          format: 'csc',
          numCols: count,
          numRows: 2 * size,
          starts: Int32Array.from({ length: count + 1 }, (_, index) => 2 * index),
          indices: constraints,
          values: new Float64Array(2 * count).fill(1),
        },
      } as const;
      return () =>
        highs.withModel(model, (solver) => {
          solver.options.set({ output_flag: false });
          solver.run();
          if (solver.getModelStatus() !== highs.constants.modelStatus.optimal)
            throw new Error('highs found no optimum');
          const { colValue } = solver.getSolution();
          const columns = new Array<number>(size).fill(-1);
          for (const [chosen, value] of colValue.entries()) {
            if (value > 0.5) columns[constraints[2 * chosen] ?? -1] = (constraints[2 * chosen + 1] ?? 0) - size;
          }
          return columns;
        });
    },
  },
];
