import type { Activity } from 'botbuilder';
import { z } from 'zod';

const Tenant = z.object({ tenant: z.object({ id: z.string() }) });

/** The different tenants that an activity names, in small letters; all places that name one should name the same. */
export function tenantsOf({ channelData, conversation }: Activity): readonly string[] {
  const named = [Tenant.safeParse(channelData).data?.tenant.id, conversation.tenantId];
  return [...new Set(named.filter((id) => id !== undefined).map((id) => id.toLowerCase()))];
}

/** Whose tenant an activity belongs to; undefined when it does not say. */
export const tenantOf = (activity: Activity): string | undefined => tenantsOf(activity)[0];
