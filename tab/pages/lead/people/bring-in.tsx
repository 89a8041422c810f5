import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useImports } from '../../../api/queries.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { FilePreview } from './file-preview.tsx';
import { GroupPicker } from './group-picker.tsx';

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '16px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
  },
});

/** How people come in: from a file, which is looked at first, or from a group of the directory. */
export function BringIn({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const page = usePageStyles();
  const styles = useStyles();
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const close = () => setFile(null);
  return (
    <Section heading={t('setUp.bringIn')}>
      <div
        className={styles.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          setFile(event.dataTransfer.files[0] ?? null);
        }}
      >
        <input
          ref={chooser}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={t('lead.file')}
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            event.target.value = '';
          }}
        />
        <Button icon={<ArrowUploadRegular />} onClick={() => chooser.current?.click()}>
          {t('lead.chooseFile')}
        </Button>
        <Text className={page.quiet}>{t('setUp.fileHint')}</Text>
      </div>
      <ImportState programmeId={programmeId} />
      <GroupPicker programmeId={programmeId} />
      {file && <FilePreview programmeId={programmeId} file={file} close={close} />}
    </Section>
  );
}

/** How far the newest import is. */
function ImportState({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const numbers = useNumbers();
  const run = useImports(programmeId).data?.imports[0];
  if (!run) return null;
  const { state, read, toRead, people, unknownColumns, failure } = run;
  return (
    <div role="status" className={styles.tight}>
      {state === 'reading' && (
        <>
          <Text>{t('lead.reading', { read: numbers(read), toRead: numbers(toRead) })}</Text>
          <ProgressBar {...(toRead > 0 ? { value: read, max: toRead } : {})} aria-label={t('loading')} />
        </>
      )}
      {state === 'done' && <Text>{t('lead.importDone', { people: numbers(people) })}</Text>}
      {state === 'failed' && <Text>{t(`lead.importFailed.${failure ?? 'given-up'}`)}</Text>}
      {unknownColumns.length > 0 && <Text>{t('lead.unknownColumns', { columns: unknownColumns.join(', ') })}</Text>}
    </div>
  );
}
