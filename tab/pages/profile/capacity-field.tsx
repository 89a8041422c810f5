import { Field, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Participation } from '../../../bot/http/contract/participations.ts';

/** Most pairings that somebody may take on at once. */
export const mostAtOnce: Readonly<Record<Participation['role'], number>> = { mentor: 5, mentee: 3 };

/** How many pairings somebody has room for at once. */
export function CapacityField(props: {
  readonly role: Participation['role'];
  readonly capacity: number;
  readonly problem?: string | null;
  readonly onChange: (capacity: number) => void;
}) {
  const { role, capacity, problem = null, onChange } = props;
  const { t } = useTranslation();
  return (
    <Field label={t(`choices.capacity.${role}`)} validationMessage={problem}>
      <Select value={String(capacity)} onChange={(_, { value }) => onChange(Number(value))}>
        {Array.from({ length: mostAtOnce[role] }, (_, index) => (
          <option key={index}>{index + 1}</option>
        ))}
      </Select>
    </Field>
  );
}
