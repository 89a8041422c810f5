import type { MatchingInput } from '../matching.ts';
import { helpProve, type Surplus } from './checker.ts';
import { Looker, type Look } from './look.ts';
import { inOrder, makeProblem } from './problem.ts';

/** What a thread that helps is told to do. */
export type Work = Look | Surplus;

/** A thread's part in the runs of an input: see `Helper`. */
export class Hand {
  readonly #input: MatchingInput;
  #looker: Looker | null = null;

  constructor(input: MatchingInput) {
    this.#input = inOrder(input);
  }

  help(work: Work): void {
    if (work.kind === 'look') this.#look().work(work);
    else helpProve(this.#input, work);
  }

  #look(): Looker {
    if (this.#looker) return this.#looker;
    const made = makeProblem(this.#input);
    if (!made.ok) throw new Error(`asked to help where there is no problem: ${made.reason.reason}`);
    this.#looker = new Looker(made.problem);
    return this.#looker;
  }
}
