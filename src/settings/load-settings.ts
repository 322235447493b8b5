/** `config/candour.yaml`: which councils this installation audits, and what it works with. */

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkShape } from '../council/check-shape.ts';
import { compareProblems, formatProblem, type Problem, type Remark } from '../council/problem.ts';
import { parseYamlText } from '../council/yaml-text.ts';
import { buildDatabase, buildDelivery, buildMail, buildQueue } from './build-settings.ts';
import { buildWeb } from './build-web.ts';
import { joinRemarks } from './imap-settings.ts';
import { findWrittenSecrets } from './secret-keys.ts';
import type { CouncilSettings, Settings } from './settings.ts';
import { settingsShape, type WrittenSettings } from './settings-shape.ts';

/** The embedded default: runs as shipped. */
export const defaultSettingsPath = join(import.meta.dirname, '../../config/candour.yaml');

/** Paths in the file are relative to it. `problems` are lines for people; settings are null where there are any. */
export function loadSettings(file: string): { settings: Settings | null; problems: string[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { settings: null, problems: [`candour: The settings file ${file} cannot be read.`] };
  }
  const { value, toProblem, problems } = parseYamlText(text.replace(/^\uFEFF/, ''), file);
  const { settings, remarks } =
    value === undefined ? { settings: null, remarks: [] } : parseSettings(value, dirname(resolve(file)));
  // Few keys, all of them meant: an unknown one is a misspelling.
  const found: Problem[] = [...problems, ...remarks.map(toProblem)].sort(compareProblems);
  return found.length > 0 ? { settings: null, problems: found.map(formatProblem) } : { settings, problems: [] };
}

/** `folder` is the absolute path of the folder that paths are relative to. */
function parseSettings(value: unknown, folder: string): { settings: Settings | null; remarks: Remark[] } {
  const written = findWrittenSecrets(value);
  const { data, remarks: shapeRemarks } = checkShape(settingsShape, value);
  const remarks = joinRemarks(written, shapeRemarks);
  // What is missing is no mistake of its own where the secret was written under another key.
  if (data === null || written.length > 0) return { settings: null, remarks };
  const { settings, remarks: more } = buildSettings(data, folder);
  return { settings, remarks: joinRemarks(remarks, more) };
}

function buildSettings(data: WrittenSettings, folder: string): { settings: Settings | null; remarks: Remark[] } {
  const database = buildDatabase(data.database, folder);
  const queue = buildQueue(data.queue, folder);
  // The default outbox is where the installation keeps what it writes.
  const mail = buildMail(data.mail, { folder, dataFolder: dirname(database.value?.keyPath ?? folder) });
  const delivery = buildDelivery(data.delivery);
  const web = buildWeb(data.web);
  const remarks = [database, queue, mail, delivery, web].flatMap((built) => built.remarks);
  if (database.value === null || queue.value === null || mail.value === null) return { settings: null, remarks };
  const councils = data.councils.map((council) => buildCouncilSettings(council, folder));
  const [http, rest] = [data.http, { database: database.value, queue: queue.value, mail: mail.value }];
  return { settings: { councils, ...rest, http, delivery: delivery.value, web: web.value }, remarks };
}

function buildCouncilSettings(council: WrittenSettings['councils'][number], folder: string): CouncilSettings {
  const [hour = 0, minute = 0] = council.digestAt.split(':').map(Number);
  return { ...council, file: resolve(folder, council.file), digestAt: { hour, minute } };
}
