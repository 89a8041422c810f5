import { fileOf, type Line } from './people.ts';
import type { Product } from './product.ts';
import { importPeople, makeProgramme, peopleOf } from './stages.ts';
import type { ProgrammeInput } from '../../../bot/http/contract/programme.ts';

/** Topics of `programmeOf`: `ai` and `law` to be seen by all, `faith` private. */
export const topics = [
  { key: 'ai', label: 'AI', sensitive: false },
  { key: 'law', label: 'Law', sensitive: false },
  { key: 'faith', label: 'Faith and belief', sensitive: true },
];

/** A line of somebody senior who wants `ai`. */
export const mentee = (userPrincipalName: string, more: Partial<Line> = {}): Line => ({
  userPrincipalName,
  seniority: '6',
  role: 'mentee',
  topics: 'ai',
  ...more,
});

/** A line of somebody junior who offers `ai`. */
export const mentor = (userPrincipalName: string, more: Partial<Line> = {}): Line => ({
  ...mentee(userPrincipalName),
  seniority: '0',
  role: 'mentor',
  ...more,
});

/** A programme with just these people in it; answers its address below `/api`. */
export async function programmeOf(
  product: Product,
  lines: readonly Line[],
  more: Partial<ProgrammeInput> = {},
): Promise<string> {
  const path = `/programmes/${(await makeProgramme(product, { topics, ...more })).id}`;
  await importPeople(product, path, fileOf(lines));
  return path;
}

/** Ids of everybody the programme's lead sees, by userPrincipalName. */
export async function idsOf(product: Product, path: string): Promise<(userPrincipalName: string) => string> {
  const { people } = await peopleOf(product, path);
  const ids = new Map(people.map(({ userPrincipalName, id }) => [userPrincipalName, id]));
  return (userPrincipalName) => {
    const id = ids.get(userPrincipalName);
    if (id === undefined) throw new Error(`nobody here is called ${userPrincipalName}`);
    return id;
  };
}
