/** Some people, the first of them by name, and how many there are. */
export interface SomePeople<One> {
  readonly people: readonly One[];
  readonly count: number;
}
