import type { Activity } from 'botbuilder';
import { z } from 'zod';

const Tenant = z.object({ tenant: z.object({ id: z.guid() }) });

/** Whose tenant an activity belongs to; undefined when it does not say. */
export function tenantOf(activity: Activity): string | undefined {
  const channelData = Tenant.safeParse(activity.channelData);
  return channelData.success ? channelData.data.tenant.id : activity.conversation.tenantId;
}
