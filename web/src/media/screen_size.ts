/* How large a screen may be sent. The mixer takes no more: what is larger is made smaller, and whoever presents must know. */
export interface Size {
  width: number; // pixels
  height: number;
}

export const SCREEN_MAX: Size = { width: 2560, height: 1440 };

/* How many times smaller it has to be sent; 1: as it is. Browsers scale by themselves as they are asked to, but not all of them. */
export function screenScale({ width = 0, height = 0 }: Partial<Size>): number {
  return Math.max(1, width / SCREEN_MAX.width, height / SCREEN_MAX.height);
}

/* Whether others see it smaller than it is. What the browser scaled itself ends at the limit, and only a larger screen holds more. */
export function isReduced(captured: Partial<Size>, screen: Size): boolean {
  if (screenScale(captured) > 1) return true;
  const at_limit = captured.width === SCREEN_MAX.width || captured.height === SCREEN_MAX.height;
  return at_limit && screenScale(screen) > 1;
}
