import { Field, Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionDialog } from './action-dialog.tsx';

/** Asks until when a pairing is paused. */
export function PauseDialog(props: {
  readonly isBusy: boolean;
  readonly error: Error | null;
  /** A day, or null: until somebody resumes it. */
  readonly pause: (until: string | null) => void;
  readonly close: () => void;
}) {
  const { isBusy, error, pause, close } = props;
  const { t } = useTranslation();
  const [until, setUntil] = useState('');
  return (
    <ActionDialog
      title={t('pause.title')}
      action={t('buttons.pause')}
      isDisabled={isBusy}
      error={error}
      act={() => pause(until === '' ? null : until)}
      close={close}
    >
      <Text>{t('pause.text')}</Text>
      <Field label={t('pause.until')} hint={t('pause.untilHint')}>
        <Input type="date" value={until} onChange={(_, { value }) => setUntil(value)} />
      </Field>
    </ActionDialog>
  );
}
