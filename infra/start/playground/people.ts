import { stringify } from 'yaml';
import type { TenantPerson } from '../../sandbox/tenant-client.ts';

/** The Playground's schema asks for exactly so many people beside the one it plays. */
const others = 5;

/**
 * The text of a `.m365agentsplayground.yml` in which `me` writes to the bot. The format is the Playground's own schema
 * (`config.schema.json` 0.1.1, bundled in its `dist/index.js`); `userPrincipleName` is spelt as it is there.
 * @throws when the tenant holds fewer than six people, with whom the Playground does not start.
 */
export function playgroundPeople(settings: {
  readonly tenantId: string;
  readonly botId: string;
  readonly me: TenantPerson;
  readonly people: readonly TenantPerson[];
  readonly conversationId: string;
}): string {
  const { tenantId, botId, me, people, conversationId } = settings;
  const beside = people.filter((person) => person.id !== me.id).slice(0, others);
  if (beside.length < others) throw new Error('The Agents Playground needs at least six people in the organisation.');
  return stringify({
    version: '0.1.1',
    tenantId,
    bot: { id: botId, name: 'Vantage' },
    currentUser: user(me),
    users: beside.map(user),
    personalChat: { id: conversationId },
    groupChat: { id: `group-${conversationId}`, name: 'Group chat' },
    team: {
      id: `team-${conversationId}`,
      name: 'Team',
      aadGroupId: '00000000-0000-0000-0000-000000000031',
      channels: [{ id: `channel-${conversationId}`, name: 'Announcements' }],
    },
  });
}

function user(person: TenantPerson) {
  const [givenName = '', ...rest] = person.displayName.split(' ');
  return {
    id: `29:${person.id}`,
    name: person.displayName,
    userPrincipleName: person.userPrincipalName,
    aadObjectId: person.id,
    givenName,
    surname: rest.join(' '),
    email: person.userPrincipalName,
  };
}
