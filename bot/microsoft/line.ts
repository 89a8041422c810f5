/** What stands in a line. */
interface Standing {
  readonly tenantId: string;
  /** Somebody waits for it. */
  readonly isUrgent: boolean;
}

/**
 * Those who wait: one tenant after the other, in each the urgent first, then as they came. So a tenant with thousands
 * waiting holds up nobody else, and work in the background nobody who waits.
 */
export interface Line<T extends Standing> extends Iterable<T> {
  readonly size: number;
  add(one: T): void;
  remove(one: T): void;
  /** Goes through the line without changing it. */
  turns(): Turns<T>;
}

export interface Turns<T> {
  /** The next in fair order that may go; null when nobody may. Each is asked about once, in the order they stand. */
  next(mayGo: (one: T) => boolean): T | null;
  /** Takes those who went out of the line, and has the others go on after them next time. */
  keep(): void;
}

/** Of so many turns of a tenant one is for what nobody waits for, or it might never come. */
const backgroundEvery = 8;

export function createLine<T extends Standing>(): Line<T> {
  /** Tenants in the order of their turns. */
  let tenants = new Map<string, { urgent: Set<T>; background: Set<T>; turns: number }>();
  let size = 0;

  const remove = (one: T) => {
    const tenant = tenants.get(one.tenantId);
    if (!tenant) return;
    if (tenant.urgent.delete(one) || tenant.background.delete(one)) size -= 1;
    if (tenant.urgent.size + tenant.background.size === 0) tenants.delete(one.tenantId);
  };
  return {
    get size() {
      return size;
    },
    *[Symbol.iterator]() {
      for (const { urgent, background } of [...tenants.values()]) yield* [...urgent, ...background];
    },
    add(one) {
      const tenant = tenants.get(one.tenantId) ?? { urgent: new Set(), background: new Set(), turns: 0 };
      tenants.set(one.tenantId, tenant);
      (one.isUrgent ? tenant.urgent : tenant.background).add(one);
      size += 1;
    },
    remove,
    turns() {
      const order = [...tenants.keys()];
      const taken = new Map<string, number>();
      const gone = new Set<T>();
      const asked = new Set<T>();
      const nextOf = (tenantId: string, mayGo: (one: T) => boolean): T | null => {
        const tenant = tenants.get(tenantId);
        if (!tenant) return null;
        const turn = tenant.turns + (taken.get(tenantId) ?? 0) + 1;
        const { urgent, background } = tenant;
        for (const some of turn % backgroundEvery === 0 ? [background, urgent] : [urgent, background]) {
          for (const one of some) {
            if (asked.has(one)) continue;
            asked.add(one);
            if (mayGo(one)) return one;
          }
        }
        return null;
      };
      return {
        next(mayGo) {
          for (const [index, tenantId] of order.entries()) {
            const found = nextOf(tenantId, mayGo);
            if (!found) continue;
            order.splice(index, 1);
            order.push(tenantId);
            taken.set(tenantId, (taken.get(tenantId) ?? 0) + 1);
            gone.add(found);
            return found;
          }
          return null;
        },
        keep() {
          const before = tenants;
          // Those who came meanwhile stand behind.
          const all = [...new Set([...order, ...before.keys()])];
          tenants = new Map(
            all.flatMap((tenantId) => {
              const tenant = before.get(tenantId);
              return tenant ? [[tenantId, tenant] as const] : [];
            }),
          );
          for (const [tenantId, count] of taken) {
            const tenant = tenants.get(tenantId);
            if (tenant) tenant.turns += count;
          }
          for (const one of gone) remove(one);
        },
      };
    },
  };
}
