/** Pixels or fractions from the upper left corner, ends excluded. */
export interface PanelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const panelArea = ({ left, top, right, bottom }: PanelBox): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

/** The area that two boxes have in common. */
export const commonArea = (a: PanelBox, b: PanelBox): number =>
  panelArea({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });

/** Share of the smaller of two parts of a suspect that the other one covers, from which on they are one. */
const ONE_PART = 0.8;

/** Whether two parts of a suspect are one. */
export const areOnePart = (a: PanelBox, b: PanelBox): boolean =>
  commonArea(a, b) >= ONE_PART * Math.min(panelArea(a), panelArea(b));

/** What two boxes have in common, as a share of what they cover. */
export const panelOverlap = (a: PanelBox, b: PanelBox): number => {
  const common = commonArea(a, b);
  return common / (panelArea(a) + panelArea(b) - common);
};
