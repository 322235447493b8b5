/** Loaded before a program (`--import`): when it ends, it tells on descriptor 3 what it used. */

import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ peakKib: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
});
