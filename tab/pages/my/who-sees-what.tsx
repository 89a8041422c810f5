import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.tsx';
import { usePageStyles } from '../../components/styles.ts';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', backgroundColor: tokens.colorNeutralBackground1 },
  cell: {
    padding: '10px 12px',
    verticalAlign: 'top',
    textAlign: 'start',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { fontWeight: tokens.fontWeightSemibold },
});

/** What there is about somebody, in the order in which it comes up, named as in the texts. */
const rows = [
  'answers',
  'whoTalked',
  'words',
  'tookPlace',
  'pooled',
  'agenda',
  'heard',
  'meetings',
  'agreement',
  'declines',
  'topics',
  'privateTopics',
  'wishes',
  'exclusions',
  'help',
  'directory',
] as const;

/** Who sees what, in plain words. */
export function WhoSeesWhat() {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  return (
    <div className={styles.stack}>
      <PageHeader title={t('pages.whoSeesWhat')} back={{ to: '/my', label: t('my.title') }} />
      <Text>{t('seen.about')}</Text>
      <table className={own.table}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(own.cell, own.head)}>
              {t('seen.what')}
            </th>
            <th scope="col" className={mergeClasses(own.cell, own.head)}>
              {t('seen.who')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row" className={own.cell}>
                {t(`seen.rows.${row}.what`)}
              </th>
              <td className={own.cell}>{t(`seen.rows.${row}.who`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
