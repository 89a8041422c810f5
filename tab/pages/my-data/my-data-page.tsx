import { Button, Field, Input, Text } from '@fluentui/react-components';
import { ArrowDownloadRegular, CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEraseMe, useMyData } from '../../api/profile.ts';
import { useSurroundings } from '../../api/queries.ts';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLink } from '../../components/page-link.tsx';
import { saveFile } from '../../components/save-file.ts';
import { Section } from '../../components/section.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

/** What is kept of somebody: to have, and to have erased. */
export function MyDataPage() {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [isErasing, setIsErasing] = useState(false);
  const [isErased, setIsErased] = useState(false);
  const fetched = useMyData((data) =>
    saveFile(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }), 'vantage.json'),
  );
  if (isErased) {
    return (
      <div className={styles.stack} role="status">
        <EmptyState icon={<CheckmarkCircleRegular />} title={t('myData.erased.title')} text={t('myData.erased.text')} />
      </div>
    );
  }
  return (
    <div className={styles.stack}>
      <PageHeader title={t('myData.title')} sub={t('myData.sub')} back={{ to: '/my', label: t('my.title') }} />
      <Section heading={t('myData.export.title')}>
        <Text>{t('myData.export.text')}</Text>
        <Text className={styles.quiet}>{t('myData.export.careful')}</Text>
        <Trouble error={fetched.error} again={() => fetched.mutate()} />
        <div className={styles.row}>
          <Button
            appearance="primary"
            icon={<ArrowDownloadRegular />}
            disabled={fetched.isPending}
            onClick={() => fetched.mutate()}
          >
            {t('myData.export.action')}
          </Button>
          <Text role="status" className={styles.quiet}>
            {fetched.isPending ? t('loading') : fetched.isSuccess ? t('myData.export.done') : ''}
          </Text>
        </div>
      </Section>
      <Section heading={t('myData.erase.title')}>
        <Text>{t('myData.erase.text')}</Text>
        <ul className={styles.lines}>
          {t('myData.erase.lines', { returnObjects: true }).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Text>
          {t('myData.erase.instead')} <PageLink to="/my/profile">{t('pages.profile')}</PageLink>
        </Text>
        <div>
          <Button onClick={() => setIsErasing(true)}>{t('myData.erase.open')}</Button>
        </div>
      </Section>
      {isErasing && <EraseDialog close={() => setIsErasing(false)} done={() => setIsErased(true)} />}
    </div>
  );
}

/** Asks for a word before everything is erased: it cannot be taken back. */
function EraseDialog({ close, done }: { readonly close: () => void; readonly done: () => void }) {
  const { t } = useTranslation();
  const { host } = useSurroundings();
  const [typed, setTyped] = useState('');
  const erase = useEraseMe();
  const word = t('myData.erase.word');
  const same = (text: string) => text.trim().toLocaleLowerCase(host.locale);
  return (
    <ActionDialog
      title={t('myData.erase.sure')}
      action={t('myData.erase.action')}
      dismiss={t('myData.erase.keep')}
      isDisabled={erase.isPending || same(typed) !== same(word)}
      error={erase.error}
      act={() => erase.mutate(undefined, { onSuccess: done })}
      close={close}
    >
      <Text>{t('myData.erase.forGood')}</Text>
      <Field label={t('myData.erase.type', { word })}>
        <Input value={typed} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
      </Field>
    </ActionDialog>
  );
}
