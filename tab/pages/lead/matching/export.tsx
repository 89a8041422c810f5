import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSurroundings } from '../../../api/queries.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** Saves every possible pair, with what bars it or how it fits, as a table. A plain link would not carry the token. */
export function Export({ programmeId, name }: { readonly programmeId: string; readonly name: string }) {
  const { t } = useTranslation();
  const { api } = useSurroundings();
  const table = useMutation({
    mutationFn: () => api(z.instanceof(Blob), 'GET', `/programmes/${programmeId}/candidate-pairs.csv`),
    onSuccess: (blob) => save(blob, `${name}.csv`),
  });
  return (
    <>
      <Button
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        disabled={table.isPending}
        onClick={() => table.mutate()}
      >
        {t('matching.export')}
      </Button>
      <Trouble error={table.error} />
    </>
  );
}

/** Milliseconds in which every browser has begun to save. */
const untilSaving = 60_000;

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), untilSaving);
}
