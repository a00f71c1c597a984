import type { Image, ImageSections, OfferedProfile, Vib } from '../image-state.ts';
import { all, only } from './entries.ts';
import type { Sections } from './merge.ts';

/** The sections of a host's software, of what the readers found. */
export function imageSections(sections: Sections): ImageSections {
  const image = only<Image>(sections, 'image');
  const profiles = all<OfferedProfile>(sections, 'profiles');
  const vibs = all<Vib>(sections, 'vibs');
  return { ...(image && { image }), ...(profiles && { profiles }), ...(vibs && { vibs }) };
}
