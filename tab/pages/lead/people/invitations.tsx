import { Button, Field, Input, Link, ProgressBar, Text, Textarea } from '@fluentui/react-components';
import { CopyRegular, SendRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Invitations } from '../../../../bot/http/contract/invitations.ts';
import type { Programme } from '../../../../bot/http/contract/programme.ts';
import { useAct } from '../../../api/queries.ts';
import { useInvitations } from '../../../api/set-up.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { Section } from '../../../components/section.tsx';
import { RowSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** Who knows that they take part, a way to have the others told, and what to send to those who may sign up. */
export function InvitationsPanel({ programme }: { readonly programme: Programme }) {
  const { t } = useTranslation();
  const seen = useInvitations(programme.id);
  if (seen.isPending) return <RowSkeletons count={3} />;
  if (seen.isLoadingError) return <Trouble error={seen.error} />;
  const { people, signUpLink } = seen.data;
  return (
    <>
      <Section heading={t('setUp.told.title')}>
        {people === 0 ? <Text>{t('setUp.told.nobody')}</Text> : <WhoKnows programme={programme} seen={seen.data} />}
      </Section>
      {signUpLink !== null && <SignUpLink programme={programme} link={signUpLink} />}
    </>
  );
}

function WhoKnows({ programme, seen }: { readonly programme: Programme; readonly seen: Invitations }) {
  const { people, told, unreached } = seen;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const numbers = useNumbers();
  const invite = useAct(Invitations, () => ['POST', `/programmes/${programme.id}/invitations`]);
  const howMany = t('setUp.told.count', { told: numbers(told.told), people: numbers(people) });
  const onItsWay = told['on-its-way'];
  return (
    <>
      <Text role="status" weight="semibold">
        {howMany}
      </Text>
      <ProgressBar value={told.told} max={people} thickness="large" aria-label={howMany} />
      {onItsWay > 0 && <Text>{t('setUp.told.onItsWay', { people: numbers(onItsWay) })}</Text>}
      {unreached.length > 0 && (
        <div className={styles.tight}>
          <Text>{t('setUp.told.why')}</Text>
          <ul className={styles.lines}>
            {unreached.map(({ why, count }) => (
              <li key={why}>{`${numbers(count)}: ${t(`attention.why.${why}`)}`}</li>
            ))}
          </ul>
        </div>
      )}
      {told.untold > 0 && (
        <div className={styles.tight}>
          <Text className={styles.quiet}>{t('setUp.told.hint')}</Text>
          <div className={styles.row}>
            <Button icon={<SendRegular />} disabled={invite.isPending} onClick={() => invite.mutate(undefined)}>
              {t('setUp.told.invite', { people: numbers(told.untold) })}
            </Button>
          </div>
        </div>
      )}
      <Trouble error={invite.error} />
    </>
  );
}

function SignUpLink({ programme, link }: { readonly programme: Programme; readonly link: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const asTheyAre = { programme: programme.name, link };
  const text = t('setUp.mail.text', asTheyAre);
  const subject = t('setUp.mail.subject', asTheyAre);
  return (
    <Section heading={t('setUp.mail.title')}>
      <div className={styles.fields}>
        <Field label={t('setUp.mail.link')} className={styles.grow}>
          <Input readOnly value={link} />
        </Field>
        <CopyButton text={link} label={t('setUp.mail.copyLink')} />
      </div>
      <Field label={t('setUp.mail.label')}>
        <Textarea readOnly rows={7} resize="vertical" value={text} />
      </Field>
      <div className={styles.row}>
        <CopyButton text={text} label={t('setUp.mail.copyText')} />
        <Link href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`} target="_blank">
          {t('setUp.mail.open')}
        </Link>
      </div>
    </Section>
  );
}

function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = () => {
    // Where the host keeps the clipboard from us, the text can be marked and copied by hand.
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  return (
    <>
      <Button icon={<CopyRegular />} onClick={copy}>
        {label}
      </Button>
      <Text role="status">{state === 'idle' ? '' : t(`setUp.mail.${state}`)}</Text>
    </>
  );
}
