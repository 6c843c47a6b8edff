/**
 * Megabytes for objects that live long and for new ones. With a quarter less, the server still survived the largest imports, minutes
 * and sign-ins at once.
 */
export const MEMORY_FLAGS = ['--max-old-space-size=120', '--max-semi-space-size=4'];

/** Makes glibc give large pieces back at once, those of an import or a document, instead of keeping them for later. */
export const MEMORY_ENVIRONMENT = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
