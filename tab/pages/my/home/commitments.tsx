import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommitmentInput, MyPairings, type MyPairing } from '../../../../bot/http/contract/contract.ts';
import { useAct } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

type Commitment = MyPairing['commitments'][number];
type Answer = ReturnType<typeof CommitmentInput.parse>['answer'];

const useStyles = makeStyles({
  line: { display: 'flex', gap: '8px', alignItems: 'start', flexBasis: '100%', minWidth: '0' },
  mark: { fontSize: '20px', lineHeight: '1', color: tokens.colorBrandForeground1, flexShrink: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: '0' },
  acts: { paddingInlineStart: '28px' },
});

/** What the mentee has said they would do and has not done yet, for each side to say how it stands. */
export function Commitments({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { role, partner } = pairing;
  const left = pairing.commitments.filter(({ state }) => state !== 'closed' && state !== 'dropped');
  if (left.length === 0) return null;
  return (
    <Section heading={t(`together.commitments.${role}`, { name: partner.displayName })}>
      <ul className={styles.list}>
        {left.map((one) => (
          <OneCommitment key={one.id} commitment={one} pairing={pairing} />
        ))}
      </ul>
    </Section>
  );
}

function OneCommitment({ commitment, pairing }: { readonly commitment: Commitment; readonly pairing: MyPairing }) {
  const { id, text, state } = commitment;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const [isLettingGo, setIsLettingGo] = useState(false);
  const act = useAct(MyPairings, (answer: Answer) => ['POST', `/my/commitments/${id}`, { answer }]);
  const { role, state: pairingState } = pairing;
  const name = pairing.partner.displayName;
  const isStanding = (state === 'open' || state === 'said-done') && pairingState !== 'closed';
  const isMine = role === 'mentee' && state === 'open' && isStanding;
  const say = (answer: Answer, label: string, isFirst = false) => (
    <Button
      size="small"
      appearance={isFirst ? 'outline' : 'subtle'}
      aria-label={`${label}: ${text}`}
      disabled={act.isPending}
      onClick={() => (answer === 'let-go' ? setIsLettingGo(true) : act.mutate(answer))}
    >
      {label}
    </Button>
  );
  return (
    <li className={styles.item}>
      <span className={own.line}>
        <span className={own.mark} aria-hidden>
          {state === 'said-done' ? <CheckmarkCircleRegular /> : <CircleRegular />}
        </span>
        <span className={own.words}>
          <Text>{text}</Text>
          <Text size={200} className={styles.quiet} role="status">
            {t(`together.commitments.state.${role}.${state}`, { name })}
          </Text>
        </span>
      </span>
      {isMine && (
        <span className={mergeClasses(styles.row, own.acts)}>
          {say('done', t('together.commitments.done'), true)}
          {say('let-go', t('together.commitments.letGo'))}
        </span>
      )}
      {role === 'mentor' && isStanding && (
        <span className={mergeClasses(styles.row, own.acts)}>
          {say('changed', t('together.commitments.changed'), true)}
          {state === 'said-done' && say('not-yet', t('together.commitments.notYet'))}
        </span>
      )}
      <Trouble error={isLettingGo ? null : act.error} />
      {isLettingGo && (
        <ActionDialog
          title={t('together.commitments.letGoTitle')}
          action={t('together.commitments.letGo')}
          isDisabled={act.isPending}
          error={act.error}
          act={() => act.mutate('let-go', { onSuccess: () => setIsLettingGo(false) })}
          close={() => setIsLettingGo(false)}
        >
          <Text>{t('together.commitments.letGoText', { text, name })}</Text>
        </ActionDialog>
      )}
    </li>
  );
}
