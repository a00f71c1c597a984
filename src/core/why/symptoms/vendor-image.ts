import { shown } from '../../services/adapters.ts';
import { type Asked, type Draft, what } from '../answer.ts';
import { inferred, reported, type Symptom } from './symptom.ts';

const summary =
  "A vendor's image of ESXi has been seen to crash on a server model that its version does not support, where VMware's own image of the same version did not; whether a model is supported, the compatibility guide tells.";

/** A vendor's image of ESXi crashes. */
export const vendorImage: Symptom = {
  id: 'vendor-image',
  summary,
  known: [
    reported(
      "A vendor's image of ESXi 6.5 crashed again and again on a server model that 6.5 does not support; VMware's own image of the same version did not.",
      'S004',
    ),
    inferred('That the plain image ran there does not make the model a supported one.', 'S004'),
  ],
  todo: [inferred('Look the server model up in the compatibility guide before another image is tried.', 'S004')],
  evidence: ['vmware -v', 'esxcli software profile get', 'esxcli hardware platform get'],
  findings: ['reboot-cause'],
  seen,
};

/** Whose image runs on which server; whether the two belong together stands in the guide, not on the host. */
function seen({ state: { platform, image } }: Asked): Draft | null {
  const product = platform?.product;
  if (image?.vendor === undefined || /^VMware\b/.test(image.vendor) || product === undefined) return null;
  const text = `The image is ${image.profile ?? 'one'} of ${image.vendor}, and the server is a ${product}.`;
  return {
    premise: 'cannot-tell',
    answer: `${text} ${summary}`,
    steps: [what(text, 'documented', [...shown(image, 'profile', 'vendor'), ...shown(platform!, 'product')])],
    findings: ['reboot-cause'],
  };
}
