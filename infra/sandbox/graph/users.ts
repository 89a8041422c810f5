import type { Directory, Group } from '../organisation/directory.ts';
import { transitiveMembers } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import { workingHoursOf } from '../calendar/working-hours.ts';
import { windowsName } from '../calendar/zones.ts';
import { answer, page, project, refusal, selected, type GraphAnswer, type GraphRequest } from './answer.ts';
import type { Call, Route, Tenant } from './tenant.ts';

const USUAL_USER = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DIRECTORY_PAGE = { usual: 100, most: 999, skipName: '$skiptoken' } as const;

/** The routes of people, their managers, groups and mailbox settings. */
export const userRoutes: Route[] = [
  { method: 'GET', template: '/users', service: 'directory', handle: listUsers },
  { method: 'GET', template: '/users/{id}', service: 'directory', handle: getUser },
  { method: 'GET', template: '/users/{id}/manager', service: 'directory', handle: getManager },
  { method: 'GET', template: '/users/{id}/directReports', service: 'directory', handle: listReports },
  { method: 'GET', template: '/users/{id}/transitiveMemberOf', service: 'directory', handle: listGroupsOf },
  { method: 'GET', template: '/users/{id}/memberOf', service: 'directory', handle: listGroupsOf },
  { method: 'GET', template: '/users/{id}/mailboxSettings', service: 'outlook', handle: getMailboxSettings },
  { method: 'GET', template: '/groups', service: 'directory', handle: listGroups },
  { method: 'GET', template: '/groups/{id}', service: 'directory', handle: getGroup },
  { method: 'GET', template: '/groups/{id}/members', service: 'directory', handle: listMembers },
  { method: 'GET', template: '/groups/{id}/transitiveMembers', service: 'directory', handle: listMembers },
  {
    method: 'GET',
    template: '/groups/{id}/transitiveMembers/microsoft.graph.user',
    service: 'directory',
    handle: listMembers,
  },
];

/** Somebody with every property that this tenant knows of. */
function viewUser(person: Person): Record<string, unknown> {
  const [givenName = '', ...surname] = person.displayName.split(' ');
  return {
    id: person.id,
    accountEnabled: true,
    businessPhones: [],
    city: null,
    companyName: null,
    country: null,
    department: person.department || null,
    displayName: person.displayName,
    employeeId: null,
    employeeType: null,
    givenName,
    jobTitle: person.jobTitle || null,
    mail: person.userPrincipalName,
    mobilePhone: null,
    officeLocation: person.officeLocation || null,
    preferredLanguage: null,
    surname: surname.join(' '),
    usageLocation: null,
    userPrincipalName: person.userPrincipalName,
    userType: 'Member',
  };
}

function unknownProperty(names: readonly string[] | undefined): GraphAnswer | undefined {
  const known = ['', ...Object.keys(viewUser(NOBODY))];
  const name = names?.find((candidate) => !known.includes(candidate));
  return name === undefined
    ? undefined
    : refusal(400, 'BadRequest', `Could not find a property named '${name}' on type 'microsoft.graph.user'.`);
}

const NOBODY = { displayName: '' } as Person;

/** A user as asked for by $select, and with the manager where $expand asks for it. */
function user(person: Person, directory: Directory, request: GraphRequest): Record<string, unknown> {
  const shown = project(viewUser(person), selected(request) ?? USUAL_USER);
  const names = selected(request);
  if (names !== undefined && !names.includes('id')) delete shown['id'];
  const expand = /(?:^|,)manager(?:\((.*)\))?/.exec(request.query.get('$expand') ?? '');
  if (expand === null) return shown;
  const manager = directory.managerOf(person);
  if (manager === undefined) return shown;
  const managerNames = /\$select=([^;)]+)/.exec(expand[1] ?? '')?.[1]?.split(',') ?? USUAL_USER;
  const chain = (expand[1] ?? '').includes('$levels=');
  const next = chain ? user(manager, directory, request)['manager'] : undefined;
  return {
    ...shown,
    manager: {
      '@odata.type': '#microsoft.graph.user',
      ...project(viewUser(manager), managerNames),
      ...(next !== undefined && { manager: next }),
    },
  };
}

function listUsers({ tenant, request }: Call): GraphAnswer {
  const problem = unknownProperty(selected(request));
  if (problem) return problem;
  const filter = request.query.get('$filter');
  const matches = filter === null ? () => true : userFilter(filter);
  if (matches === undefined)
    return refusal(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause: ${filter ?? ''}`);
  const people = tenant.directory.people.filter((person) => matches(viewUser(person)));
  return directoryPage(
    tenant,
    request,
    people.map((person) => user(person, tenant.directory, request)),
  );
}

/** `name eq 'value'`, `startswith(name,'value')`, or `id in ('a','b')`; undefined for what this tenant cannot filter. */
function userFilter(filter: string): ((user: Record<string, unknown>) => boolean) | undefined {
  const text = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');
  const [, name, value] = /^(\w+) eq '((?:[^']|'')*)'$/.exec(filter.trim()) ?? [];
  if (name !== undefined) return (candidate) => text(candidate[name]) === text(value?.replaceAll("''", "'"));
  const [, startName, start] = /^startswith\((\w+),\s*'((?:[^']|'')*)'\)$/i.exec(filter.trim()) ?? [];
  if (startName !== undefined)
    return (candidate) => text(candidate[startName]).startsWith(text(start?.replaceAll("''", "'")));
  const [, listName, list] = /^(\w+) in \((.*)\)$/.exec(filter.trim()) ?? [];
  if (listName === undefined || list === undefined) return undefined;
  const values = list.split(',').map((item) => text(item.trim().replaceAll(/^'|'$/g, '')));
  return (candidate) => values.includes(text(candidate[listName]));
}

const directoryPage = (tenant: Tenant, request: GraphRequest, items: Record<string, unknown>[]): GraphAnswer =>
  page(items, request, { url: tenant.url(), ...DIRECTORY_PAGE });

function getUser({ tenant, request, person }: Call): GraphAnswer {
  return (
    unknownProperty(selected(request)) ??
    answer(200, {
      '@odata.context': `${tenant.url()}/v1.0/$metadata#users/$entity`,
      ...user(person, tenant.directory, request),
    })
  );
}

function getManager({ tenant, request, person }: Call): GraphAnswer {
  const manager = tenant.directory.managerOf(person);
  if (manager === undefined) return resourceNotFound('manager');
  return (
    unknownProperty(selected(request)) ??
    answer(200, {
      '@odata.context': `${tenant.url()}/v1.0/$metadata#directoryObjects/$entity`,
      '@odata.type': '#microsoft.graph.user',
      ...user(manager, tenant.directory, request),
    })
  );
}

function listReports({ tenant, request, person }: Call): GraphAnswer {
  const reports = tenant.directory.reportsOf(person);
  return directoryPage(
    tenant,
    request,
    reports.map((report) => member(report, tenant, request)),
  );
}

function listGroupsOf({ tenant, request, person }: Call): GraphAnswer {
  return directoryPage(
    tenant,
    request,
    tenant.directory.groupsOf(person).map((group) => member(group, tenant, request)),
  );
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

/** A mailbox's zone, language and hours. A person without a mailbox never gets here. */
function getMailboxSettings({ tenant, person }: Call): GraphAnswer {
  const hours = workingHoursOf(person);
  const timeZone = windowsName(person.timeZone);
  const locale = person.languages.split(';')[0]?.trim() || 'en-GB';
  return answer(200, {
    '@odata.context': `${tenant.url()}/v1.0/$metadata#users('${person.id}')/mailboxSettings`,
    archiveFolder: null,
    timeZone,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: 'dd/MM/yyyy',
    timeFormat: 'HH:mm',
    userPurpose: 'user',
    automaticRepliesSetting: { status: 'disabled', externalAudience: 'none' },
    language: { locale, displayName: languageNames.of(locale) },
    workingHours: viewWorkingHours(hours, timeZone),
  });
}

/** Working hours as Graph shapes them. */
export function viewWorkingHours(hours: ReturnType<typeof workingHoursOf>, timeZone: string): Record<string, unknown> {
  const time = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00.0000000`;
  return {
    daysOfWeek: hours.days.map((day) => DAYS[day]),
    startTime: time(hours.start),
    endTime: time(hours.end),
    timeZone: { name: timeZone },
  };
}

const viewGroup = (group: Group): Record<string, unknown> => ({
  id: group.id,
  description: group.description,
  displayName: group.displayName,
  groupTypes: [],
  mail: null,
  mailEnabled: false,
  mailNickname: group.id.slice(0, 8),
  securityEnabled: true,
  visibility: null,
});

/** Words of `"displayName:…"`, as Graph's index has them; undefined for what this tenant cannot search. */
function searchedWords(search: string): readonly string[] | undefined {
  const [, words] = /^"displayName:([^"]*)"$/.exec(search) ?? [];
  return words
    ?.toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function listGroups({ tenant, request }: Call): GraphAnswer {
  const search = request.query.get('$search');
  if (search !== null) {
    const words = searchedWords(search);
    if (request.headers['consistencylevel'] !== 'eventual')
      return refusal(400, 'Request_UnsupportedQuery', 'Request with $search query parameter only works with header.');
    if (words === undefined || words.length === 0)
      return refusal(400, 'BadRequest', `Unrecognized query parameter $search: ${search}`);
    const isFound = ({ displayName }: Group) => {
      const own = displayName.toLowerCase().split(/[^\p{L}\p{N}]+/u);
      return words.every((word) => own.some((other) => other.startsWith(word)));
    };
    const found = tenant.directory.groups.filter(isFound).map(viewGroup);
    return directoryPage(
      tenant,
      request,
      found.map((group) => project(group, selected(request))),
    );
  }
  const filter = request.query.get('$filter');
  const matches = filter === null ? () => true : userFilter(filter);
  if (matches === undefined)
    return refusal(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause: ${filter ?? ''}`);
  const groups = tenant.directory.groups.map(viewGroup).filter(matches);
  return directoryPage(
    tenant,
    request,
    groups.map((group) => project(group, selected(request))),
  );
}

const findGroup = ({ tenant, parts }: Call): Group | undefined =>
  tenant.directory.groups.find((group) => group.id === parts[1]?.toLowerCase());

function getGroup(call: Call): GraphAnswer {
  const group = findGroup(call);
  return group === undefined
    ? resourceNotFound(call.parts[1] ?? '')
    : answer(200, project(viewGroup(group), selected(call.request)));
}

/** Members; people and nested groups alike, unless the path asks for users only. */
function listMembers(call: Call): GraphAnswer {
  const { tenant, request, parts } = call;
  const group = findGroup(call);
  if (group === undefined) return resourceNotFound(parts[1] ?? '');
  const members = parts[2] === 'members' ? [...group.people, ...group.groups] : transitiveMembers(group);
  const wanted = parts[3] === undefined ? members : members.filter((one) => 'userPrincipalName' in one);
  return directoryPage(
    tenant,
    request,
    wanted.map((one) => member(one, tenant, request)),
  );
}

const member = (one: Person | Group, tenant: Tenant, request: GraphRequest): Record<string, unknown> =>
  'userPrincipalName' in one
    ? { '@odata.type': '#microsoft.graph.user', ...user(one, tenant.directory, request) }
    : { '@odata.type': '#microsoft.graph.group', ...project(viewGroup(one), selected(request)) };

/** What the directory says of anything it does not hold. */
export const resourceNotFound = (id: string): GraphAnswer =>
  refusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
