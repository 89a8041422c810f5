import type { FastifyInstance } from 'fastify';
import type { DeltaRounds } from '../graph/delta-rounds.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import type { Deliveries, DeliverySettings } from '../subscriptions/deliveries.ts';
import { LIFECYCLE_EVENTS, type Notifier } from '../subscriptions/notifier.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { problem } from './problem.ts';

interface PersonRoute {
  Params: { userPrincipalName: string };
  Body: { there?: boolean } | undefined;
}

/** The control routes of who has a mailbox, who is told of changes, and how. */
export function outlookControlRoutes(
  server: FastifyInstance,
  parts: {
    readonly directory: Directory;
    readonly subscriptions: Subscriptions;
    readonly deliveries: Deliveries;
    readonly notifier: Notifier;
    readonly delta: DeltaRounds;
  },
): void {
  const { directory, subscriptions, deliveries, notifier, delta } = parts;
  const unsubscribe = (person: Person): void => {
    for (const one of subscriptions.all) if (one.mailbox === person.id) subscriptions.remove(one.id);
  };

  server.post<PersonRoute>('/control/people/:userPrincipalName/leave', (request, reply) => {
    const person = directory.find(request.params.userPrincipalName);
    if (person === undefined) return problem(reply, 404, `Nobody is called ${request.params.userPrincipalName}.`);
    directory.leave(person);
    unsubscribe(person);
    return reply.code(204).send();
  });
  server.put<PersonRoute>('/control/people/:userPrincipalName/mailbox', (request, reply) => {
    const person = directory.find(request.params.userPrincipalName);
    if (person === undefined) return problem(reply, 404, `Nobody is called ${request.params.userPrincipalName}.`);
    const there = request.body?.there;
    if (typeof there !== 'boolean') return problem(reply, 400, 'there has to be true or false.');
    directory.setMailbox(person, there);
    if (!there) unsubscribe(person);
    return reply.code(204).send();
  });

  server.get('/control/subscriptions', () => subscriptions.all);
  server.post<{ Params: { id: string }; Body: { event?: string } | undefined }>(
    '/control/subscriptions/:id/lifecycle',
    (request, reply) => {
      const found = subscriptions.find(request.params.id);
      if (found === undefined) return problem(reply, 404, 'There is no such subscription.');
      const event = LIFECYCLE_EVENTS.find((known) => known === request.body?.event);
      if (event === undefined) return problem(reply, 400, `event has to be one of ${LIFECYCLE_EVENTS.join(', ')}.`);
      return { told: notifier.lifecycle(found, event) };
    },
  );
  server.delete<{ Params: { id: string } }>('/control/subscriptions/:id', (request, reply) => {
    subscriptions.remove(request.params.id);
    return reply.code(204).send();
  });

  const state = (): unknown => ({ ...deliveries.settings, ...deliveries.counts, waiting: deliveries.waiting });
  server.get('/control/notifications', state);
  server.put<{ Body: Partial<DeliverySettings> }>('/control/notifications', (request, reply) => {
    const unknown = Object.keys(request.body).find((name) => !(name in deliveries.settings));
    if (unknown !== undefined) return problem(reply, 400, `There is no setting called ${unknown}.`);
    deliveries.set(request.body);
    return state();
  });

  server.delete('/control/delta', (_request, reply) => {
    delta.forget();
    return reply.code(204).send();
  });
}
