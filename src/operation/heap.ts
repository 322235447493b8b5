import { setFlagsFromString } from 'node:v8';

/**
 * An audit makes much short-lived garbage beside little that lasts. By default V8 answers with a heap of several times what lives; a
 * council's old computer is better served by collecting a little more often. Loaded first, since the flags count for what comes after.
 */
setFlagsFromString('--heap-growing-percent=12');
setFlagsFromString('--max-semi-space-size=4');
setFlagsFromString('--semi-space-growth-factor=1');
