import {
  Badge,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportRun, type ImportPreview } from '../../../../bot/http/contract/imports.ts';
import { useAct } from '../../../api/queries.ts';
import { useFilePreview } from '../../../api/set-up.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: 'min(880px, calc(100vw - 16px))' },
  scroll: { overflowX: 'auto' },
  wide: { minWidth: '480px' },
});

/** What a file would do and what is wrong with it, before anything of it comes in. */
export function FilePreview(props: { readonly programmeId: string; readonly file: File; readonly close: () => void }) {
  const { programmeId, file, close } = props;
  const { t } = useTranslation();
  const page = usePageStyles();
  const styles = useStyles();
  const numbers = useNumbers();
  const looked = useFilePreview(programmeId, file);
  const bring = useAct(ImportRun, (lines: 'all' | 'good') => [
    'POST',
    `/programmes/${programmeId}/people/file?lines=${lines}`,
    file,
  ]);
  const seen = looked.data?.pages[0];
  const problems = looked.data?.pages.flatMap((one) => one.problems) ?? [];
  const isAllGood = seen?.problemCount === 0;
  const count = seen?.good ?? 0;
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) close();
      }}
    >
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t('setUp.preview.title', { file: file.name })}</DialogTitle>
          <DialogContent className={page.stack}>
            {looked.isPending && <Spinner label={t('setUp.preview.looking')} />}
            <Trouble error={looked.error} />
            {seen && <Summary seen={seen} />}
            {problems.length > 0 && (
              <Part heading={t('lead.problem')} columns={[t('lead.line'), t('lead.field'), t('lead.problem')]}>
                {problems.map((one, index) => (
                  <TableRow key={index}>
                    <TableCell>{one.line ?? ''}</TableCell>
                    <TableCell>{one.field}</TableCell>
                    <TableCell>{one.message}</TableCell>
                  </TableRow>
                ))}
              </Part>
            )}
            {seen && looked.hasNextPage && (
              <div>
                <Button disabled={looked.isFetchingNextPage} onClick={() => void looked.fetchNextPage()}>
                  {t('setUp.preview.moreProblems', { more: numbers(seen.problemCount - problems.length) })}
                </Button>
              </div>
            )}
            {seen && seen.first.length > 0 && (
              <Part
                heading={t('setUp.preview.first')}
                columns={[t('setUp.preview.person'), t('lead.groupRole'), t('setUp.preview.effect')]}
              >
                {seen.first.map((one) => (
                  <TableRow key={one.line}>
                    <TableCell>{one.displayName}</TableCell>
                    <TableCell>{one.role === null ? '–' : t(`lead.role.${one.role}`)}</TableCell>
                    <TableCell>
                      {one.effect === 'changes'
                        ? t('setUp.preview.changesIn', { columns: one.changed.join(', ') })
                        : t(`setUp.preview.does.${one.effect}`)}
                    </TableCell>
                  </TableRow>
                ))}
              </Part>
            )}
            <Trouble error={bring.error} />
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={close}>{t('cancel')}</Button>
            {count > 0 && (
              <Button
                appearance="primary"
                disabled={bring.isPending}
                onClick={() => bring.mutate(isAllGood ? 'all' : 'good', { onSuccess: close })}
              >
                {t(isAllGood ? 'setUp.preview.bringAll' : 'setUp.preview.bringGood', { people: numbers(count) })}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Summary({ seen }: { readonly seen: ImportPreview }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const numbers = useNumbers();
  const { good, bad, effects, roles, unknownColumns } = seen;
  return (
    <div className={styles.tight}>
      <Text role="status" weight="semibold" block>
        {t('setUp.preview.canComeIn', { people: numbers(good) })}
        {bad > 0 && ` ${t('setUp.preview.cannot', { lines: numbers(bad) })}`}
      </Text>
      <div className={styles.row}>
        {(['new', 'changes', 'already-in'] as const).map((effect) => (
          <Badge key={effect} appearance="tint" color={effect === 'new' ? 'brand' : 'informative'}>
            {t(`setUp.preview.effects.${effect}`, { people: numbers(effects[effect]) })}
          </Badge>
        ))}
        {(['mentor', 'mentee', 'none'] as const).map((role) => (
          <Badge key={role} appearance="outline">
            {t(`setUp.preview.roles.${role}`, { people: numbers(roles[role]) })}
          </Badge>
        ))}
      </div>
      {unknownColumns.length > 0 && <Text>{t('lead.unknownColumns', { columns: unknownColumns.join(', ') })}</Text>}
    </div>
  );
}

function Part(props: { readonly heading: string; readonly columns: readonly string[]; readonly children: ReactNode }) {
  const { heading, columns, children } = props;
  const styles = useStyles();
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={heading}>
      <Text weight="semibold">{heading}</Text>
      <Table size="small" className={styles.wide} aria-label={heading}>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHeaderCell key={column}>{column}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>{children}</TableBody>
      </Table>
    </div>
  );
}
