// Line icons on a grid of 20, drawn with the colour of the text around them.
import type { SVGProps } from "react";

const PATHS = {
  overview: "M3 10.5 10 4l7 6.500M5 9.500V16h10V9.500",
  applications: "M5.500 3h6l3.500 3.500V17h-9.500zM11.500 3v3.500H15M8 10h4.500M8 13h4.500",
  certificates: "M3.500 4.500h13v8.500h-6.500M3.500 4.500V13H6M6.500 7.500h7M9.700 14.300a2.200 2.200 0 1 1-4.400 0 2.200 2.200 0 0 1 4.400 0M6.300 16.200V19l1.200-.800L8.700 19v-2.800",
  domains: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M3 10h14M10 3c2.200 2 3 4.300 3 7s-.800 5-3 7c-2.200-2-3-4.300-3-7s.800-5 3-7",
  organizations: "M4 17V3.500h7.500V17M11.500 8H16v9M2.500 17h15M6.500 7h2.500M6.500 10h2.500M6.500 13h2.500",
  issuers: "M10 3v4M10 7H5v4M10 7h5v4M3 11h4v4.500H3zM13 11h4v4.500h-4zM8 3h4v2H8z",
  profiles: "M3.500 4h13v12h-13zM3.500 8h13M8 8v8",
  audit: "M5 3.500h10v13l-2.500-1.500L10 16.500 7.500 15 5 16.500zM8 7.500h4M8 10.500h4",
  keys: "M12.500 3.500a4 4 0 1 1-3.600 5.700L4 14v2.500h3v-2h2v-2h1.500M13.500 7.300v.010",
  people: "M10.500 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0M2.500 16.500c0-3 2-5 5-5s5 2 5 5M13 4.300a3 3 0 0 1 0 5.400M14.500 11.800c1.900.600 3 2.300 3 4.700",
  settings: "M4 6h6M14 6h2M4 14h2M10 14h6M14 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0M10 14a2 2 0 1 1-4 0 2 2 0 0 1 4 0",
  watch: "M2.500 10c2-3.700 4.500-5.500 7.500-5.500s5.500 1.800 7.500 5.500c-2 3.700-4.500 5.500-7.500 5.500s-5.500-1.800-7.500-5.500M12.300 10a2.300 2.300 0 1 1-4.600 0 2.300 2.300 0 0 1 4.600 0",
  search: "M13.500 9a4.500 4.500 0 1 1-9 0 4.500 4.500 0 0 1 9 0M12.300 12.300 16.500 16.500",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
  close: "m5 5 10 10M15 5 5 15",
  copy: "M7.500 7.500h9v9h-9zM4 12.500h-.500v-9h9V4",
  check: "m4.500 10.500 3.500 3.500 7.500-8",
  alert: "M10 3 2.500 16.500h15zM10 8v4M10 14.200v.010",
  info: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M10 9.500V14M10 6.600v.010",
  sun: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0M10 2.500v2M10 15.500v2M2.500 10h2M15.500 10h2M4.700 4.700l1.400 1.400M13.900 13.900l1.400 1.400M15.300 4.700l-1.400 1.400M6.100 13.900l-1.400 1.400",
  moon: "M16 12.200A6.500 6.500 0 0 1 7.800 4a6.500 6.500 0 1 0 8.200 8.200",
  language: "M3 5h8M7 3.500V5M9.500 5c-.500 3-2.500 5.500-6 7M5 7.500c1 2 2.500 3.300 4.500 4M10 17l3.300-8h.400l3.300 8M11.200 14.300h4.600",
  arrow: "M4 10h12M11.500 5.500 16 10l-4.500 4.500",
  back: "M16 10H4M8.500 5.500 4 10l4.500 4.500",
  chevron: "m7.500 5 5 5-5 5",
  down: "m5 7.500 5 5 5-5",
  plus: "M10 4v12M4 10h12",
  download: "M10 3.500V13M6 9.500l4 4 4-4M3.500 16.500h13",
  refresh: "M16 10a6 6 0 1 1-1.900-4.400M16 3v3.500h-3.500",
  signout: "M8.500 3.500h-5v13h5M8 10h9M13.500 6.500 17 10l-3.500 3.500",
  code: "m7 6-4 4 4 4M13 6l4 4-4 4",
  lock: "M4.500 9h11v7.500h-11zM7 9V6.500a3 3 0 0 1 6 0V9",
  shield: "M10 2.800 4 5v4.500c0 3.700 2.400 6.300 6 7.700 3.600-1.400 6-4 6-7.700V5z",
  clock: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M10 6v4.300l2.800 1.700",
  trash: "M4 5.500h12M8 5.500v-2h4v2M5.500 5.500l.700 11h7.600l.700-11M8.500 8.500v5M11.500 8.500v5",
  file: "M5 3h6.500L15 6.500V17H5zM11.500 3v3.500H15",
} as const;

export type IconName = keyof typeof PATHS;

interface Props extends SVGProps<SVGSVGElement> {
  name: IconName;
  size?: number;
}

export function Icon({ name, size = 18, ...rest }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
