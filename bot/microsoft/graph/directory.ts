import { z } from 'zod';
import { languageOf } from '../../mentoring/people/language.ts';
import type { Mailbox, MailboxProblem } from '../../mentoring/people/person.ts';
import { done, refused } from '../../mentoring/outcome.ts';
import type { Directory, DirectoryGroup, DirectoryPerson } from '../../mentoring/people/directory.ts';
import { NotAllowedError, TemporaryError } from '../../mentoring/ports.ts';
import { getMany, type BatchAnswer } from './batch.ts';
import { GraphRefusal, type Graph } from './client.ts';
import type { Meaning } from './errors.ts';
import { ianaZone } from './zones.ts';

const fields = 'id,userPrincipalName,displayName,jobTitle,department,officeLocation';
const User = z.object({
  id: z.guid(),
  userPrincipalName: z.string(),
  displayName: z.string().nullable(),
  jobTitle: z.string().nullish(),
  department: z.string().nullish(),
  officeLocation: z.string().nullish(),
});
/** Of members Graph tells whoever may not read people their ids alone. */
const Named = z.object({ userPrincipalName: z.string() });
const Kind = z
  .object({ '@odata.type': z.string().optional() })
  .transform((one) => ({ isUser: (one['@odata.type'] ?? '#microsoft.graph.user') === '#microsoft.graph.user' }));
const Members = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });
const groupFields = 'id,displayName,description';
const Group = z.object({ id: z.guid(), displayName: z.string().nullable(), description: z.string().nullish() });
const Groups = z.object({ value: z.array(Group) });
const Counted = z.object({ '@odata.count': z.int() });
/** Most groups of one name that are looked at. */
const mostGroups = 20;
const Settings = z.object({
  workingHours: z.object({
    daysOfWeek: z.array(z.string()),
    startTime: z.string(),
    endTime: z.string(),
    timeZone: z.object({ name: z.string() }),
  }),
});
const Language = z.object({ language: z.object({ locale: z.string() }) });
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const group = ({ id, displayName, description }: z.infer<typeof Group>): DirectoryGroup => ({
  groupId: id,
  displayName: displayName ?? id,
  description: description ?? null,
});

function person(body: unknown): DirectoryPerson {
  const user = User.parse(body);
  return {
    entraObjectId: user.id,
    userPrincipalName: user.userPrincipalName.toLowerCase(),
    displayName: user.displayName ?? user.userPrincipalName,
    jobTitle: user.jobTitle ?? null,
    department: user.department ?? null,
    officeLocation: user.officeLocation ?? null,
  };
}

/** What is thrown for an answer that says nothing of anybody. */
const closedOrBusy = ({ status, code, meaning }: { status: number; code: string; meaning: Meaning }): TemporaryError =>
  new (meaning === 'access-denied' ? NotAllowedError : TemporaryError)(`the directory answered ${status} ${code}`);

/** What Graph answers only from its index: counts, searches, and members of one kind alone. */
const headers = { ConsistencyLevel: 'eventual' };

/** The organisation's directory, read through Graph. */
export function createDirectory(graph: Graph): Directory {
  const one = (key: string) => `/users/${encodeURIComponent(key)}`;
  return {
    async findGroups(tenantId, words) {
      // Quotation marks would end the words, and a backslash stands before them; neither is in a name that is looked for.
      const wanted = words.replaceAll(/["\\]/g, ' ').trim();
      if (wanted === '') return done([]);
      const query = new URLSearchParams({
        $search: `"displayName:${wanted}"`,
        $select: groupFields,
        $count: 'true',
        $top: String(mostGroups),
      });
      try {
        const found = Groups.parse(await graph({ tenantId, path: `/groups?${query.toString()}`, headers }));
        return done(found.value.map(group));
      } catch (error) {
        if (error instanceof GraphRefusal && error.meaning === 'access-denied') return refused('not-allowed');
        throw error;
      }
    },

    async lookAtGroup(tenantId, groupId) {
      const members = `/groups/${groupId}/transitiveMembers/microsoft.graph.user?$count=true&$select=id&$top=1`;
      try {
        const found = group(Group.parse(await graph({ tenantId, path: `/groups/${groupId}?$select=${groupFields}` })));
        const counted = Counted.parse(await graph({ tenantId, path: members, headers }));
        return done({ ...found, people: counted['@odata.count'] });
      } catch (error) {
        if (error instanceof GraphRefusal && error.meaning === 'gone') return refused('not-found');
        if (error instanceof GraphRefusal && error.meaning === 'access-denied') return refused('not-allowed');
        throw error;
      }
    },

    async find(tenantId, keys) {
      const paths = new Map(keys.map((key) => [key, `${one(key)}?$select=${fields}`]));
      const found = new Map<string, DirectoryPerson>();
      for (const [key, answer] of await getMany(graph, tenantId, paths)) {
        if (answer.ok) found.set(key, person(answer.body));
        // Invalid: a name that no user can have.
        else if (!['gone', 'person-unknown', 'invalid'].includes(answer.meaning)) throw closedOrBusy(answer);
      }
      return found;
    },

    async groupPage(tenantId, groupId, page) {
      const first = `/groups/${groupId}/transitiveMembers/microsoft.graph.user?$count=true&$select=${fields}&$top=999`;
      try {
        const found = Members.parse(await graph({ tenantId, path: page ?? first, headers }));
        if (found.value.some((one) => !Named.safeParse(one).success))
          throw new NotAllowedError('members have no names');
        return done({ people: found.value.map(person), next: found['@odata.nextLink'] ?? null });
      } catch (error) {
        if (error instanceof GraphRefusal && error.meaning === 'gone') return refused('not-found');
        if (error instanceof GraphRefusal && error.meaning === 'mark-lost') return refused('mark-lost');
        if (error instanceof GraphRefusal && error.meaning === 'access-denied') throw closedOrBusy(error);
        throw error;
      }
    },

    async managers(tenantId, objectIds) {
      const paths = new Map(objectIds.map((id) => [id, `${one(id)}/manager?$select=${fields}`]));
      const managers = new Map<string, DirectoryPerson | null>();
      for (const [id, answer] of await getMany(graph, tenantId, paths)) {
        // A manager may be a contact from outside, who is nobody here.
        if (answer.ok) managers.set(id, Kind.parse(answer.body).isUser ? person(answer.body) : null);
        else if (answer.meaning === 'gone') managers.set(id, null);
        else throw closedOrBusy(answer);
      }
      return managers;
    },

    async mailboxes(tenantId, objectIds) {
      const paths = new Map(objectIds.map((id) => [id, `${one(id)}/mailboxSettings`]));
      const answers = await getMany(graph, tenantId, paths, (id) => id);
      return new Map(
        [...answers].map(([id, answer]) => [id, { mailbox: mailbox(answer), languages: languages(answer) }]),
      );
    },
  };
}

function languages(answer: BatchAnswer): readonly string[] {
  const told = Language.safeParse(answer.ok ? answer.body : null);
  const language = told.success ? languageOf(told.data.language.locale) : null;
  return language === null ? [] : [language];
}

function mailbox(answer: BatchAnswer): Mailbox {
  const unreadable = (problem: MailboxProblem): Mailbox => ({ state: 'unreadable', problem });
  if (!answer.ok) {
    if (answer.meaning === 'no-mailbox') return unreadable('no-mailbox');
    if (answer.meaning === 'gone' || answer.meaning === 'person-unknown') return unreadable('unknown-person');
    return unreadable('access-denied');
  }
  const settings = Settings.safeParse(answer.body);
  if (!settings.success) return unreadable('unusable-settings');
  const { daysOfWeek, startTime, endTime, timeZone } = settings.data.workingHours;
  const zone = ianaZone(timeZone.name);
  const days = daysOfWeek.map((day) => weekdays.indexOf(day.toLowerCase()) + 1);
  const [start, end] = [startTime.slice(0, 5), endTime.slice(0, 5)];
  // A zone that cannot be mapped is not guessed at; nor are hours that end before they begin.
  if (zone === null || days.length === 0 || days.includes(0) || start >= end) return unreadable('unusable-settings');
  return { state: 'readable', workingHours: { timeZone: zone, days: days.toSorted(), start, end } };
}
