import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { usePageStyles } from '../../../components/styles.ts';

/** What is done on the meeting's own page, with the way there. */
export function Turn(props: {
  readonly kind: 'agenda' | 'summary' | 'mend' | 'verdict';
  readonly pairing: MyPairing;
  readonly meeting: Meeting;
}) {
  const { kind, pairing, meeting } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  return (
    <>
      <Text>{t(`together.ask.text.${kind}`, { name: pairing.partner.displayName })}</Text>
      <div className={styles.row}>
        <Button appearance="primary" onClick={() => void go(`/my/meetings/${meeting.id}`)}>
          {t(`together.ask.do.${kind}`)}
        </Button>
      </div>
    </>
  );
}
