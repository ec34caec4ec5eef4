/** The file by which a build knows a folder as its own; what else lies in one without it is somebody else's. */
export const outFolderMark = ".draft-gate";
