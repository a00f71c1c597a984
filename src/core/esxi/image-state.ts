import type { Proof } from './host-state.ts';

/** What was read of a host's software: its own profile, those that a bundle offers, and its packages. Missing was not captured. */
export interface ImageSections {
  readonly image?: Image;
  readonly profiles?: readonly OfferedProfile[];
  readonly vibs?: readonly Vib[];
}

interface Shown {
  readonly evidence: Proof;
}

/** The profile that the host runs, `esxcli software profile get`. */
export interface Image extends Shown {
  readonly profile?: string;
  readonly vendor?: string;
  readonly created?: string;
}

/** A profile in a depot or an offline bundle. */
export interface OfferedProfile extends Shown {
  readonly name: string;
  readonly vendor?: string;
  readonly acceptance?: string;
  readonly created?: string;
  /** The depot as it was named. */
  readonly depot?: string;
}

/** A package that is installed. */
export interface Vib extends Shown {
  readonly name: string;
  readonly version?: string;
  readonly vendor?: string;
  readonly acceptance?: string;
  readonly installed?: string;
}
