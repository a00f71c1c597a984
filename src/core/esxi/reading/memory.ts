import type { MachineConfig, MachineMemory, Memory, MemorySections, PageSharing } from '../memory-state.ts';
import { all, only } from './entries.ts';
import type { Sections } from './merge.ts';

/** The sections of a host's memory, of what the readers found. */
export function memorySections(sections: Sections): MemorySections {
  const memory = memoryOf(sections);
  const pageSharing = only<PageSharing>(sections, 'pageSharing');
  const machines = all<MachineConfig>(sections, 'machines');
  return { ...(memory && { memory }), ...(pageSharing && { pageSharing }), ...(machines && { machines }) };
}

function memoryOf(sections: Sections): Memory | undefined {
  const told = only<Memory>(sections, 'memory');
  const machines = all<MachineMemory>(sections, 'memoryMachines');
  if (told === undefined && machines === undefined) return undefined;
  const first = Object.values(machines?.[0]?.evidence ?? {})[0];
  return {
    ...told,
    ...(machines && { machines }),
    evidence: { ...told?.evidence, ...(first && { machines: first }) },
  };
}
