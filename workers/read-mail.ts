import { serveReader } from '../src/audit/reader-thread.ts';

// One thread of the pool that reads messages: a message that blocks or kills it takes nothing else along.
serveReader();
