import { toast } from 'sonner';
import type { ApiError } from './api-error';

/** Says that an edit was taken back, in the server's words, and offers the next step. */
export function reportFailure(error: ApiError, what: string, retry: () => void): void {
  toast.error(error.isConflict ? `Somebody else changed ${what} first` : `Could not save ${what}`, {
    description: error.isConflict
      ? `${error.detail} You now see the newest record; check it before you retry.`
      : `${allWords(error)} Your change was taken back.`,
    action: { label: 'Retry', onClick: retry },
    duration: 20_000,
  });
}

function allWords(error: ApiError): string {
  const fields = Object.entries(error.fields).map(([name, message]) => `${name}: ${message}`);
  return [error.detail, ...fields].join(' ');
}
