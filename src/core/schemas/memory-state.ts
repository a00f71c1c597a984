import { z } from 'zod';
import { Proof } from './shared.ts';

const text = z.string();
const mb = z.number().optional();
const proof = { evidence: Proof };

const MachineMemory = z.object({
  name: text,
  sizeMb: mb,
  balloonedMb: mb,
  balloonTargetMb: mb,
  swappedMb: mb,
  limitMb: z.number().nullable().optional().describe('null: no limit'),
  ...proof,
});

const Memory = z.object({
  totalMb: mb,
  freeMb: mb,
  managedMb: mb,
  minFreeMb: mb,
  state: z.enum(['high', 'clear', 'soft', 'hard', 'low']).optional(),
  stateNumber: z.number().optional().describe('as a batch prints it; its meaning differs by version'),
  balloonedMb: mb,
  balloonTargetMb: mb,
  swappedMb: mb,
  compressedMb: mb,
  sharedMb: mb,
  savedBySharingMb: mb,
  overcommit: z.number().optional(),
  samples: z.int().optional(),
  at: text.optional().describe('of a batch the sample with the least free memory'),
  machines: z.array(MachineMemory).optional(),
  ...proof,
});

const PageSharing = z.object({ forceSalting: z.int().optional(), ...proof });

const MachineConfig = z.object({
  name: text,
  salt: text.optional(),
  memoryMb: mb,
  limitMb: z.number().nullable().optional(),
  ...proof,
});

/** The sections of a host's memory. */
export const memorySections = {
  memory: Memory.optional().describe('the memory screen of esxtop, or a batch'),
  pageSharing: PageSharing.optional().describe('whether machines share pages'),
  machines: z.array(MachineConfig).optional().describe('lines of machines that bear on their memory'),
};
