import { useNavbarMobileSidebar } from "@docusaurus/theme-common/internal";
import MobileSidebar from "@theme-original/Navbar/MobileSidebar";
import { type ReactNode, useState } from "react";

/** The menu of a phone: all its links are made when it is opened, and not while the page comes alive. */
export default function LateMobileSidebar(): ReactNode {
  const { shown } = useNavbarMobileSidebar();
  const [wasShown, setShown] = useState(false);
  if (shown && !wasShown) setShown(true);
  return wasShown ? <MobileSidebar /> : null;
}
