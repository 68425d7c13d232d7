import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { readFailure } from '../api/failure';
import { useText } from '../language/use-text';

interface Props {
  /** Route of the log. */
  path: string;
  fileName: string;
}

/** Saves a log as a text file. Logs are small, so unlike an archive one fits into memory. */
export function DownloadLogButton({ path, fileName }: Props) {
  const text = useText();
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();

  async function download(): Promise<void> {
    try {
      const { data } = await get<Blob>(`${path}?download=true`, { responseType: 'blob' });
      const address = URL.createObjectURL(data);
      const link = document.createElement('a');
      link.href = address;
      link.download = fileName;
      link.click();
      URL.revokeObjectURL(address);
    } catch (error) {
      toggleNotification({
        type: 'danger',
        message: readFailure(error).message || text('backup.error.network'),
      });
    }
  }

  return (
    <Button variant="tertiary" startIcon={<Download />} onClick={() => void download()}>
      {text('backup.action.download-log')}
    </Button>
  );
}
