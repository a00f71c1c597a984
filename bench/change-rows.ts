/** A figure, with its aim where it has one. */
export type Add = (what: string, value: number, unit: string, aim?: string, met?: boolean) => void;

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
