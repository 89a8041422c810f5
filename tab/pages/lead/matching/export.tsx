import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSurroundings } from '../../../api/queries.ts';
import { saveFile } from '../../../components/save-file.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** Saves every possible pair, with what bars it or how it fits, as a table. A plain link would not carry the token. */
export function Export({ programmeId, name }: { readonly programmeId: string; readonly name: string }) {
  const { t } = useTranslation();
  const { api } = useSurroundings();
  const table = useMutation({
    mutationFn: () => api(z.instanceof(Blob), 'GET', `/programmes/${programmeId}/candidate-pairs.csv`),
    onSuccess: (blob) => saveFile(blob, `${name}.csv`),
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
