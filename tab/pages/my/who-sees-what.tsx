import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { seenRows } from './seen-rows.ts';

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
              {t('seen.columns.what')}
            </th>
            <th scope="col" className={mergeClasses(own.cell, own.head)}>
              {t('seen.columns.who')}
            </th>
          </tr>
        </thead>
        <tbody>
          {seenRows.map((row) => (
            <tr key={row}>
              <th scope="row" className={own.cell}>
                {t(`seen.what.${row}`)}
              </th>
              <td className={own.cell}>{t(`seen.who.${row}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text>{t('seen.kept')}</Text>
    </div>
  );
}
