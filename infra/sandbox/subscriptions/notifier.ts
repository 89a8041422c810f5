import type { Change } from '../calendar/changes.ts';
import { writeId } from '../calendar/ids.ts';
import type { Deliveries } from './deliveries.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

/** What Graph tells about a subscription rather than about what it watches. */
export const LIFECYCLE_EVENTS = ['reauthorizationRequired', 'subscriptionRemoved', 'missed'] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

/** Turns what happens into notifications for those who subscribed to it. */
export class Notifier {
  readonly #subscriptions: Subscriptions;
  readonly #deliveries: Deliveries;
  readonly #tenantId: string;

  constructor(subscriptions: Subscriptions, deliveries: Deliveries, tenantId: string) {
    this.#subscriptions = subscriptions;
    this.#deliveries = deliveries;
    this.#tenantId = tenantId;
  }

  /** Something changed in a mailbox. */
  changed({ mailbox, key, kind }: Change): void {
    for (const one of this.#subscriptions.all) {
      if (one.mailbox !== mailbox || !one.changeTypes.includes(kind)) continue;
      const id = writeId({ key }, one.immutableIds);
      const resource = `Users/${mailbox}/Events/${id}`;
      this.#deliveries.send(one.notificationUrl, {
        ...this.#common(one),
        changeType: kind,
        resource,
        resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': resource, id },
      });
    }
  }

  /** Something happens to a subscription, which may be its end. False where nobody wants to be told. */
  lifecycle(subscription: Subscription, lifecycleEvent: LifecycleEvent): boolean {
    if (lifecycleEvent === 'subscriptionRemoved') this.#subscriptions.remove(subscription.id);
    const { lifecycleNotificationUrl, resource } = subscription;
    if (lifecycleNotificationUrl === null) return false;
    this.#deliveries.send(lifecycleNotificationUrl, {
      ...this.#common(subscription),
      lifecycleEvent,
      resource,
      organizationId: this.#tenantId,
    });
    return true;
  }

  #common(one: Subscription): Record<string, unknown> {
    return {
      subscriptionId: one.id,
      subscriptionExpirationDateTime: new Date(one.expiresAt).toISOString(),
      clientState: one.clientState,
      tenantId: this.#tenantId,
    };
  }
}
