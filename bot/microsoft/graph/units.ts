/**
 * What a request costs of the directory's resource units, by Microsoft's table: a list of users 2, members of a group 3,
 * nested members 5, anything else 1; `$select` makes it one cheaper, `$expand` one dearer, and nothing is free.
 */
export function directoryUnits(path: string): number {
  const [address = '', query = ''] = path.split('?');
  const base = costs.find(([shape]) => shape.test(address))?.[1] ?? 1;
  const less = /(^|&)(\$|%24)select=/i.test(query) ? 1 : 0;
  const more = /(^|&)(\$|%24)expand=/i.test(query) ? 1 : 0;
  return Math.max(1, base - less + more);
}

const costs: readonly (readonly [RegExp, number])[] = [
  [/\/users\/?$/, 2],
  [/\/users\/delta$/, 2],
  [/\/transitiveMembers(\/|$)/, 5],
  [/\/members(\/|$)/, 3],
];
