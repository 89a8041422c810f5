import { Health, PairingState, Awaited, PairingFilter, PairingOrder } from '../../../../bot/http/contract/pairings.ts';

/** What each part of the filter may be. */
export const choices = {
  state: PairingState.options,
  health: Health.options,
  waitingFor: Awaited.options,
  reach: ['reached', 'unreached'],
} as const;
export const orders = PairingOrder.options;

/** What the address says is wanted; what it says that nobody can ask for is left out. */
export function wantedBy(address: URLSearchParams): { readonly filter: URLSearchParams; readonly order: PairingOrder } {
  const filter = new URLSearchParams();
  for (const [name, shape] of Object.entries(PairingFilter.shape)) {
    const value = address.get(name);
    if (value !== null && value !== '' && shape.safeParse(value).success) filter.set(name, value);
  }
  const order = PairingOrder.safeParse(address.get('order'));
  return { filter, order: order.success ? order.data : 'best-fit' };
}

/** The address with one part changed; an empty one asks for nothing. */
export function changed(address: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(address);
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}
