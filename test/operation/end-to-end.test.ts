/** From the mailbox to the alert and the digest, on real servers: the same flags as a scan, and everybody told once. */

import { expect, test, vi } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';
import { corpusDay, loadCorpus } from '../support/corpora.ts';
import { startDovecot } from '../support/dovecot.ts';
import { littleWickham, makeLiveFolder, password, readCorpusMessages } from '../support/live-folder.ts';
import { startRedis } from '../support/redis.ts';
import { startService } from '../support/service.ts';
import { openSmtpSink } from '../support/smtp-sink.ts';

const corpusTime = Date.parse(`${corpusDay}T10:00:00Z`);
