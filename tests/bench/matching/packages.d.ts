/** Costs in, pairs of row and column out; those of a square matrix name every row. */
declare module 'munkres-js' {
  export default function computeMunkres(costs: readonly (readonly number[])[]): [row: number, column: number][];
}

declare module 'hungarian-on3' {
  export default function hungarian(costs: readonly (readonly number[])[]): [row: number, column: number][];
}
