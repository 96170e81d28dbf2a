import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MailTransport } from './transport.ts';

/**
 * Catches mail in a folder, one `.eml` file each, for development and demonstration. The file is named by the letter and
 * appears whole or not at all, so delivering again changes nothing: here each letter is there exactly once.
 */
export function folderTransport(folder: string): MailTransport {
  return {
    async deliver({ id, bytes }) {
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `${id}.eml`);
      const draft = path.join(folder, `.${randomUUID()}.draft`);
      await writeFile(draft, bytes, { mode: 0o600 });
      try {
        await link(draft, file);
      } catch (error) {
        if ((error as { code?: string }).code !== 'EEXIST') throw error;
      } finally {
        await rm(draft, { force: true });
      }
      return 'DELIVERED';
    },
  };
}
