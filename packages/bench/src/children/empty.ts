/* A program that does nothing, to see what the others add to it. */
export {};
