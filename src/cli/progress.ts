/** How far an audit has come: one line that is written anew on a terminal, a line every few seconds elsewhere. */

import type { WriteStream } from 'node:tty';

const terminalEveryMs = 100;
const lineEveryMs = 5_000;
const clearLine = '\r\u001b[2K';

export type Progress = { report: (done: number, mailbox: string) => void; end: () => void };

export function showProgress(stream: Pick<WriteStream, 'write' | 'isTTY'>, now: () => number): Progress {
  const everyMs = stream.isTTY ? terminalEveryMs : lineEveryMs;
  let last = now();
  return {
    report(done, mailbox) {
      if (now() - last < everyMs) return;
      last = now();
      const text = `Reading mailbox ${mailbox}: ${done} messages`;
      stream.write(stream.isTTY ? `${clearLine}${text}` : `${text}\n`);
    },
    end() {
      if (stream.isTTY) stream.write(clearLine);
    },
  };
}
