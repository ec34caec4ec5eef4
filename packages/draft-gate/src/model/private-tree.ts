/** A file of this name lies in every private tree, so that nothing takes it for a public one. */
export const privateTreeMark = ".private-tree";
