import type { Form } from '../programme-form.ts';

/** The steps of a set-up, in their order; each has an address of its own, `?step=rules`. */
export const steps = ['basics', 'topics', 'rules', 'booking', 'people', 'invitations'] as const;
export type Step = (typeof steps)[number];

export const stepOf = (value: string | null): Step => steps.find((one) => one === value) ?? 'basics';

/** Where each field stands. */
export function stepWith(field: keyof Form): Step {
  switch (field) {
    case 'name':
    case 'startsOn':
    case 'endsOn':
    case 'cadence':
    case 'meetings':
    case 'lengthMinutes':
    case 'neutralContact':
    case 'keptMonths':
      return 'basics';
    case 'topics':
      return 'topics';
    case 'organizer':
    case 'sharedMailbox':
    case 'decideWithinDays':
    case 'blackouts':
      return 'booking';
    case 'openToSignUp':
      return 'people';
    default:
      return 'rules';
  }
}
