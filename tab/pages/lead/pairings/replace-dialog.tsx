import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeadPairing } from '../../../../bot/http/contract/pairings.ts';
import type { PersonSummary } from '../../../../bot/http/contract/person.ts';
import { ApiProblem } from '../../../api/client.ts';
import { useAct } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { PersonPicker } from '../../../components/person-picker.tsx';

/** Has somebody else take the place of one of the two, as far as the rules of the programme allow. */
export function ReplaceDialog(props: {
  readonly pairing: LeadPairing;
  readonly programmeId: string;
  /** Whose place is taken. */
  readonly role: 'mentor' | 'mentee';
  readonly close: () => void;
}) {
  const { pairing, programmeId, role, close } = props;
  const { t } = useTranslation();
  const [person, setPerson] = useState<PersonSummary | null>(null);
  const act = useAct(LeadPairing, () => [
    'POST',
    `/programmes/${programmeId}/pairings/${pairing.id}/replace`,
    { role, personId: person?.id },
  ]);
  const [goes, stays] = role === 'mentor' ? [pairing.mentor, pairing.mentee] : [pairing.mentee, pairing.mentor];
  const isKeptApart = act.error instanceof ApiProblem && act.error.code === 'not-possible';
  return (
    <ActionDialog
      title={t(`lead.replace.title.${role}`, { name: stays.displayName })}
      action={t('lead.replace.replace')}
      isDisabled={person === null || person.id === goes.id || act.isPending}
      error={isKeptApart ? null : act.error}
      act={() => act.mutate(undefined, { onSuccess: close })}
      close={close}
    >
      <Text>{t('lead.replace.text', { name: goes.displayName })}</Text>
      <PersonPicker
        programmeId={programmeId}
        role={role}
        label={t(`lead.replace.who.${role}`)}
        chosen={person}
        onChoose={(chosen) => {
          setPerson(chosen);
          act.reset();
        }}
      />
      {isKeptApart && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{t('lead.replace.notPossible', { name: stays.displayName })}</MessageBarBody>
        </MessageBar>
      )}
    </ActionDialog>
  );
}
